"""Handing over to the next shift."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.forms.base import OnceForm
from dialogues.forms.fields import Line, Paragraphs


class HandOverForm(OnceForm):
    """To whom, and what they need to know beside the state of things."""

    to_name = Line(
        label=_("Who takes over?"),
        help_text=_("The name or the office of the next shift."),
        max_length=120,
        missing=_("Write who takes over."),
    )
    note = Paragraphs(
        label=_("What the next shift needs to know"),
        help_text=_(
            "Who waits for a call back, what was promised, what to watch. No evidence, no case details."
        ),
        max_length=2000,
        rows=6,
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("to_name", "note", "form_key")}
