"""Forms of commitments and follow-ups. Their words may become public, so they warn of names."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import CommitmentStatus
from dialogues.errors import ChangedMeanwhile, CommitmentSettled, FollowUpReported, ReasonMissing
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Day, Line, Paragraphs
from dialogues.forms.redaction import NameAwareForm
from dialogues.models import Commitment, Session
from dialogues.models.commitments import CommitmentValues
from records.errors import Refusal

YEARS_AHEAD = 20
TOO_EARLY = _("The due date lies before the promise. Write a later day.")
TOO_FAR = _("This day is more than 20 years away. Check the year.")


class CommitmentFields(NameAwareForm):
    """The words of a commitment."""

    looked_at = ("text", "measure")

    text = Paragraphs(
        label=_("What is promised"),
        help_text=_("In plain words, as it was said: who will do what."),
        max_length=300,
        rows=2,
        missing=_("Write what is promised."),
    )
    owner = Line(
        label=_("Who answers for it"),
        help_text=_("A person or office that agreed to be named, such as “Deputy Chief, Patrol Division”."),
        max_length=160,
        missing=_("Write who answers for it. A promise without an owner is nobody’s."),
    )
    partner = Line(label=_("Who helps"), max_length=160)
    measure = Paragraphs(
        label=_("How you will know it is kept"),
        help_text=_("Something anyone can see or count."),
        max_length=300,
        rows=2,
        missing=_("Write how anyone will know that it is kept."),
    )
    is_public = forms.BooleanField(
        label=_("Show it on the public commitments page"), required=False, initial=True
    )


class CommitmentForm(OnceForm, CommitmentFields):
    """A new commitment, with its date."""

    due_on = Day(label=_("Due date"), missing=_("Write the day by which it will be kept."))
    made_on = Day(
        label=_("Promised on"),
        help_text=_("Reports are asked for 30, 60 and 90 days after this day."),
        missing=_("Write the day on which it was promised."),
    )
    session = Choice(label=_("Made in session"), required=False)
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
        cleaned = super().clean()
        made_on, due_on = cleaned.get("made_on"), cleaned.get("due_on")
        if made_on and made_on > self.today:
            self.add_error("made_on", _("This day has not come yet. Write today or an earlier day."))
        if made_on and due_on and due_on < made_on:
            self.add_error("due_on", TOO_EARLY)
        if due_on and is_too_far(due_on, self.today):
            self.add_error("due_on", TOO_FAR)
        return cleaned

    def values(self) -> CommitmentValues:
        names = CommitmentValues.__annotations__
        return CommitmentValues(**{name: self.cleaned_data[name] for name in names})  # type: ignore[typeddict-item]


class CommitmentChangeForm(VersionedForm, CommitmentFields):
    """Changing the words, aware of others."""

    field_order = ("text", "owner", "partner", "measure", "is_public", "is_checked")

    @staticmethod
    def current_of(commitment: Commitment) -> dict[str, Any]:
        return {name: getattr(commitment, name) for name in CommitmentValues.__annotations__}


class PostponeForm(NameAwareForm, RefusableForm):
    """A new date and why. `version` says which date the person saw."""

    looked_at = ("reason",)
    refused_fields = {ReasonMissing: "reason", ChangedMeanwhile: "due_on", CommitmentSettled: "due_on"}

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    due_on = Day(label=_("New due date"), missing=_("Write the new day."))
    reason = Paragraphs(
        label=_("Why it moves"),
        help_text=_("The old date, the new date and the reason stay visible, on the public page too."),
        max_length=300,
        rows=2,
        missing=ReasonMissing.sentence,
    )
    field_order = ("version", "due_on", "reason", "is_checked")

    def __init__(self, *args: Any, commitment: Commitment, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": commitment.version}, **kwargs)
        self.commitment, self.today = commitment, today

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.commitment.made_on:
            raise forms.ValidationError(TOO_EARLY)
        if day == self.commitment.due_on:
            raise forms.ValidationError(_("This is the date it has now. Write another day."))
        if is_too_far(day, self.today):
            raise forms.ValidationError(TOO_FAR)
        return day

    def refuse(self, refusal: Refusal) -> None:
        """After a collision, the form stands over the row as it is now: sending it once more is a decision."""
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            self.data = dict(self.data.items()) | {"version": self.commitment.version}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "due_on", "reason")}


class ReportForm(NameAwareForm, OnceForm):
    """Where a promise stands. Dropping one needs a reason."""

    looked_at = ("text", "evidence", "drop_reason")
    refused_fields = {ReasonMissing: "drop_reason", FollowUpReported: "text"}

    status = Choice(
        label=_("Where it stands"),
        choices=CommitmentStatus.choices,
        widget=forms.RadioSelect,
        missing=_("Choose where it stands."),
    )
    drop_reason = Paragraphs(
        label=_("If it is dropped: why"),
        help_text=_("Only needed when you chose “Dropped” above."),
        max_length=300,
        rows=2,
    )
    text = Paragraphs(
        label=_("What was done"),
        help_text=_("As it would read in a newspaper. No names of residents."),
        max_length=2000,
        rows=4,
        missing=_("Write what was done, or that nothing was done yet."),
    )
    evidence = Line(
        label=_("Where it can be seen"),
        help_text=_("The address of a page, a document, a place."),
        max_length=300,
    )
    field_order = ("form_key", "status", "drop_reason", "text", "evidence", "is_checked")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("status") == CommitmentStatus.DROPPED and not cleaned.get("drop_reason"):
            self.add_error("drop_reason", ReasonMissing.sentence)
        return cleaned

    def values(self) -> dict[str, Any]:
        names = ("status", "drop_reason", "text", "evidence", "form_key")
        return {name: self.cleaned_data[name] for name in names}


def is_too_far(day: date, today: date) -> bool:
    return day > today + timedelta(days=365 * YEARS_AHEAD + 5)
