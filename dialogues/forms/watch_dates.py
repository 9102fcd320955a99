"""Dates to watch: a day, or a window while the day is not known."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices.incidents import WatchKind
from dialogues.errors import WatchDateRemoved, WindowNotAWindow
from dialogues.forms.base import OnceForm, VersionedForm
from dialogues.forms.fields import Choice, Day, Line
from dialogues.models import WatchDate
from dialogues.timing import Days
from records.errors import Refusal

DAY, WINDOW = "day", "window"


class WatchDateFields(forms.Form):
    """What happens, and when it does or may."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        WindowNotAWindow: "last_on",
        WatchDateRemoved: "kind",
    }

    kind = Choice(
        label=_("What happens?"), choices=WatchKind.choices, hints={}, missing=_("Choose what happens.")
    )
    when = Choice(
        label=_("Is the day known?"),
        choices=[(DAY, _("Yes, one day")), (WINDOW, _("Not yet, only a window"))],
        initial=DAY,
        hints={WINDOW: _("You are asked again each week, until the day is known.")},
        missing=_("Say whether the day is known."),
    )
    first_on = Day(label=_("Day, or earliest day"), missing=_("Give the day, or the earliest it can be."))
    last_on = Day(label=_("Latest day"), help_text=_("Only for a window."))
    note = Line(label=_("Note"), help_text=_("Such as who will tell you the day. No names."), max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if cleaned.get("when") == DAY:
            cleaned["last_on"] = None
        elif cleaned.get("when") == WINDOW and "last_on" not in self.errors:
            if last is None:
                self.add_error("last_on", _("Give the latest day it can be; a guess will do."))
            elif first is not None and last <= first:
                self.add_error("last_on", str(WindowNotAWindow.sentence))
        return cleaned

    def values(self) -> dict[str, Any]:
        days = Days(first_on=self.cleaned_data["first_on"], last_on=self.cleaned_data["last_on"])
        return {"kind": self.cleaned_data["kind"], "days": days, "note": self.cleaned_data["note"]}


class AddWatchDateForm(WatchDateFields, OnceForm):
    """A new date."""


class ChangeWatchDateForm(WatchDateFields, VersionedForm):
    """A date as it stands, aware of others."""

    @staticmethod
    def current_of(row: WatchDate) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "when": WINDOW if row.is_window else DAY,
            "first_on": row.first_on,
            "last_on": row.last_on if row.is_window else None,
            "note": row.note,
        }


class KnownKeys(forms.MultipleChoiceField):
    """Several of the choices. What is not one of them is left out, as from a page older than the content."""

    def to_python(self, value: Any) -> list[str]:
        return [key for key in super().to_python(value) if self.valid_value(key)]


class TicksForm(forms.Form):
    """Ticked steps, and those that the page showed as ticked."""

    ticked = KnownKeys(required=False)
    shown = KnownKeys(required=False)

    def __init__(self, *args: Any, keys: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("ticked", "shown"):
            self.fields[name].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
