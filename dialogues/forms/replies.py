"""What an invited person fills in: the answer, the way they wish to be named, and, apart, what they need."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues import formats
from dialogues.choices import Naming
from dialogues.errors import SessionFull
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Choice, Line, Paragraphs
from dialogues.models import Invitation
from records.errors import Refusal

ANSWERS = [
    ("yes", gettext_lazy("Yes, I am coming")),
    ("maybe", gettext_lazy("I am not sure yet")),
    ("no", gettext_lazy("No, I am not coming")),
]
NAMING_HINTS = {
    Naming.FIRST_NAME: gettext_lazy("On a name tag, if you want one."),
    Naming.ALIAS: gettext_lazy("Any name you like to be called by there."),
    Naming.NUMBER: gettext_lazy("You are counted. Nobody writes down a name."),
    Naming.NAMED: gettext_lazy("For example when you speak for an organization."),
}


class AnswerForm(RefusableForm):
    """The answer, and how to be named. A name that was given before is never shown: the link may be in other hands."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {SessionFull: "answer"}
    marks_optional = False

    answer = Choice(
        label=gettext_lazy("Can you come?"),
        choices=ANSWERS,
        hints={},
        missing=gettext_lazy("Choose yes, not sure, or no."),
    )
    naming = Choice(
        label=gettext_lazy("How do you wish to be named?"),
        help_text=gettext_lazy("At the door and in what is written down. You can choose anew at any time."),
        choices=[],
        hints=NAMING_HINTS,
        missing=gettext_lazy("Choose how you wish to be named."),
    )
    alias = Line(
        label=gettext_lazy("The name you choose"),
        help_text=gettext_lazy("Only for “A name I choose”. Leave it empty to keep the one you gave before."),
        max_length=formats.LENGTHS["alias"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        self.invitation = invitation
        person = invitation.participant
        super().__init__(
            data,
            initial={
                "answer": "" if invitation.answer == "none" else invitation.answer,
                "naming": invitation.naming or person.naming,
            },
        )
        needs_name = {Naming.FIRST_NAME, Naming.NAMED}
        self.fields["naming"].choices = [
            (value, label) for value, label in Naming.choices if person.name or value not in needs_name
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        alias = values["alias"] = formats.one_line(values.get("alias") or "")
        if alias.startswith(formats.FORMULA_STARTS):
            self.add_error("alias", _("Write a name with letters."))
        elif values.get("naming") == Naming.ALIAS and not (alias or self.invitation.participant.alias):
            self.add_error("alias", _("Write the name you choose."))
        return values


class AccessNeedsForm(RefusableForm):
    """What the person needs. Empty at every visit; what was said before is replaced."""

    marks_optional = False

    needs = Paragraphs(
        label=gettext_lazy("What do you need to take part?"),
        help_text=gettext_lazy(
            "For example: sign language, a seat near the exit, a ramp, childcare, a quiet way in, food you can eat. "
            "You need not say why."
        ),
        max_length=formats.LENGTHS["access_needs"],
        rows=5,
    )

    def clean_needs(self) -> str:
        return formats.several_lines(self.cleaned_data["needs"])
