"""Forms of commitments and follow-ups."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import CommitmentStatus
from dialogues.errors import ChangedMeanwhile, ReasonMissing
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.models import Session
from dialogues.models.commitments import CommitmentValues

EARLIEST = date(2000, 1, 1)


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CommitmentFields(RefusableForm):
    """The words of a commitment."""

    text = forms.CharField(
        label=_("What is promised"),
        help_text=_("In plain words, as it was said: who will do what."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.CharField(
        label=_("Who answers for it"),
        help_text=_("A named person or office, such as “Deputy Chief, Patrol Division”."),
        max_length=160,
    )
    partner = forms.CharField(label=_("Who helps"), max_length=160, required=False)
    measure = forms.CharField(
        label=_("How you will know it is kept"),
        help_text=_("Something anyone can see or count."),
        max_length=300,
    )
    is_public = forms.BooleanField(
        label=_("Show it on the public commitments page"), required=False, initial=True
    )

    def values(self) -> CommitmentValues:
        names = CommitmentValues.__annotations__
        return CommitmentValues(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class CommitmentForm(CommitmentFields, OnceForm):
    """A new commitment, with its date."""

    due_on = forms.DateField(label=_("Due date"), widget=date_input())
    made_on = forms.DateField(
        label=_("Promised on"),
        help_text=_("Follow-ups are asked for 30, 60 and 90 days after this day."),
        widget=date_input(),
    )
    session = forms.ChoiceField(label=_("Made in session"), required=False)
    field_order = ("text", "owner", "partner", "measure", "due_on", "made_on", "session", "is_public")

    def __init__(self, *args: Any, sessions: Iterable[Session], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.sessions = {str(session.pk): session for session in sessions}
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", _("No session in particular")),
            *((key, session.title) for key, session in self.sessions.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        made_on, due_on = cleaned.get("made_on"), cleaned.get("due_on")
        if made_on and not EARLIEST <= made_on <= self.today:
            self.add_error("made_on", _("Write a day that has come, today or earlier."))
        if made_on and due_on and due_on < made_on:
            self.add_error("due_on", _("The due date lies before the promise. Write a later day."))
        if due_on and due_on.year > self.today.year + 20:
            self.add_error("due_on", _("This day is more than 20 years away. Check the year."))
        return cleaned


class CommitmentChangeForm(CommitmentFields):
    refused_fields = {ChangedMeanwhile: "text"}

    version = forms.IntegerField(widget=forms.HiddenInput)


class PostponeForm(RefusableForm):
    refused_fields = {ReasonMissing: "reason"}

    due_on = forms.DateField(label=_("New due date"), widget=date_input())
    reason = forms.CharField(
        label=_("Why it moves"),
        help_text=_("The old date, the new date and the reason stay visible, on the public page too."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, made_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made_on, self.today = made_on, today

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.made_on:
            raise forms.ValidationError(_("The due date lies before the promise. Write a later day."))
        if day.year > self.today.year + 20:
            raise forms.ValidationError(_("This day is more than 20 years away. Check the year."))
        return day


class ReportForm(RefusableForm):
    """Where a promise stands. Dropping one needs a reason."""

    refused_fields = {ReasonMissing: "drop_reason"}

    status = forms.ChoiceField(
        label=_("Where it stands"), choices=CommitmentStatus.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was done"),
        help_text=_("This stands on the public page when the commitment does. No names of residents."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    evidence = forms.CharField(
        label=_("Where it can be seen"),
        help_text=_("An address of a page, a document, a place."),
        max_length=300,
        required=False,
    )
    drop_reason = forms.CharField(
        label=_("If it is dropped: why"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("status") == CommitmentStatus.DROPPED and not cleaned.get("drop_reason"):
            self.add_error("drop_reason", ReasonMissing.sentence)
        return cleaned
