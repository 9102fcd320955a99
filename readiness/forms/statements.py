"""Writing down what to say first, and who approved it."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import IncidentKind
from dialogues.forms.base import RefusableForm
from dialogues.forms.fields import Choice, Day, Line, Paragraphs
from readiness.errors import DayInFuture, WarningsNotRead
from readiness.forms.base import AddEntryForm, ChangeEntryForm, EntryFields
from records.errors import Refusal


class StatementFields(EntryFields):
    """A text with gaps, in both languages."""

    name = Line(
        label=_("What to call it"),
        help_text=_("So that it is found at night, such as “First hour”."),
        max_length=160,
        missing=_("Give it a short name."),
    )
    incident_kind = Choice(
        label=_("For which kind of incident"),
        choices=[("", _("Any")), *IncidentKind.choices],
        required=False,
    )
    text_en = Paragraphs(
        label=_("Text in English"),
        help_text=_(
            "Put what is not known yet into brackets: [time], [place]. Say what is known, what is not, who looks "
            "into it and when the next update comes. No verdict, no past of a person, no names."
        ),
        max_length=3000,
        rows=12,
        missing=_("Write the text in English."),
    )
    text_es = Paragraphs(
        label=_("Text in Spanish"),
        help_text=_("The same text, checked by someone who speaks Spanish at home."),
        max_length=3000,
        rows=12,
    )


class AddStatementForm(StatementFields, AddEntryForm):
    """A new statement."""


class ChangeStatementForm(StatementFields, ChangeEntryForm):
    """A statement as it stands. New words ask for a new approval."""


class ApproveForm(RefusableForm):
    """Who approved the text, and when."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {
        DayInFuture: "approved_on",
        WarningsNotRead: "has_looked",
    }

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    approver = Line(
        label=_("Who approved it?"),
        help_text=_(
            "The office that may speak for the agency, such as the chief or the information officer."
        ),
        max_length=160,
        missing=_("Write who approved it."),
    )
    approved_on = Day(label=_("When?"), missing=_("Say on which day."))
    has_looked = forms.BooleanField(
        label=_("I looked at each point above, and the text stays as it is"),
        required=False,
    )

    def __init__(self, *args: Any, today: date, version: int, has_findings: bool, **options: Any) -> None:
        super().__init__(*args, initial={"approved_on": today, "version": version}, **options)
        if not has_findings:
            del self.fields["has_looked"]
