"""Answering a check of the gate, going ahead all the same, doing something else instead, declaring ties.

Their words may be read by reviewers, so all but the declaration warn of names.
"""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices.gate import CheckAnswer, ConflictAnswer
from dialogues.content.gate import Check
from dialogues.errors import ChangedMeanwhile, GateChanged, ReasonMissing
from dialogues.forms.base import OnceForm, RefusableForm
from dialogues.forms.fields import Choice, Paragraphs
from dialogues.forms.redaction import NameAwareForm
from dialogues.models import ConflictDeclaration, GateAnswer
from records.errors import Refusal

EXPLAIN = (CheckAnswer.DOES_NOT_APPLY, CheckAnswer.NOT_YET)
ANSWER_HINTS = {
    CheckAnswer.YES: _("It is settled."),
    CheckAnswer.NOT_YET: _("Something is still to be done."),
    CheckAnswer.DOES_NOT_APPLY: _("It cannot be asked here. Say why below."),
}


class _SeenForm(RefusableForm):
    """Over a row that may not be there yet. After a collision the form stands over the row as it is now."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, seen: GateAnswer | ConflictDeclaration | None, **options: Any) -> None:
        self.row_version = seen.version if seen else 0
        super().__init__(*args, **options)
        self.fields["version"].initial = self.row_version

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            self.data = dict(self.data.items()) | {"version": self.row_version}


class AnswerForm(NameAwareForm, _SeenForm):
    """One check: yes, not yet, does not apply. What the records answer can only be explained."""

    looked_at: ClassVar[tuple[str, ...]] = ("note",)
    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "note", ChangedMeanwhile: "answer"}

    answer = Choice(
        label=_("Your answer"),
        choices=CheckAnswer.choices,
        hints=ANSWER_HINTS,
        missing=_("Choose an answer."),
    )
    note = Paragraphs(
        label=_("What you know"),
        help_text=_("Who agreed, what is arranged, what is still missing. No names of residents."),
        max_length=500,
        rows=3,
    )
    field_order = ("version", "answer", "note", "is_checked")

    def __init__(self, *args: Any, check: Check, seen: GateAnswer | None, **options: Any) -> None:
        initial = {"answer": seen.answer, "note": seen.note} if seen else {}
        super().__init__(*args, seen=seen, initial=initial, **options)
        if check.found_by:
            self.fields["answer"].choices = [  # type: ignore[attr-defined]
                (one.value, one.label) for one in EXPLAIN
            ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == CheckAnswer.DOES_NOT_APPLY and not cleaned.get("note"):
            self.add_error("note", _("Write why it does not apply here."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "answer", "note")}


class GoAheadForm(NameAwareForm, OnceForm):
    """The reason to invite although checks are open. `seen` carries which ones the page showed."""

    looked_at: ClassVar[tuple[str, ...]] = ("reason",)
    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "reason", GateChanged: "reason"}

    seen = forms.CharField(widget=forms.HiddenInput, max_length=1000, required=False)
    reason = Paragraphs(
        label=_("Why you invite now"),
        help_text=_("Your name, the time and this reason stay in the record. Reviewers read it too."),
        max_length=1000,
        rows=4,
        missing=_("Write why you invite although this is open. It stays in the record."),
    )
    field_order = ("form_key", "seen", "reason", "is_checked")

    def __init__(self, *args: Any, waiting: tuple[str, ...], **options: Any) -> None:
        self.waiting = ",".join(waiting)
        super().__init__(*args, initial={"seen": self.waiting}, **options)

    def refuse(self, refusal: Refusal) -> None:
        """After a collision, the page shows what is open now: sending it once more is a decision about that."""
        super().refuse(refusal)
        if isinstance(refusal, GateChanged):
            self.data = dict(self.data.items()) | {"seen": self.waiting}

    def values(self) -> dict[str, Any]:
        seen = [key for key in self.cleaned_data["seen"].split(",") if key]
        return {
            "reason": self.cleaned_data["reason"],
            "seen": seen,
            "form_key": self.cleaned_data["form_key"],
        }


class InsteadForm(NameAwareForm, OnceForm):
    """What is done instead of a meeting, and by whom."""

    looked_at: ClassVar[tuple[str, ...]] = ("reason",)

    reason = Paragraphs(
        label=_("Who does it, and by when"),
        help_text=_("By office, such as “Community Desk, this week”. No names of residents."),
        max_length=1000,
        rows=3,
    )
    field_order = ("form_key", "reason", "is_checked")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "form_key")}


class DeclareForm(_SeenForm):
    """No ties, ties in words, or stepping back."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "ties", ChangedMeanwhile: "answer"}

    answer = Choice(
        label=_("Ties to what this dialogue is about"),
        choices=ConflictAnswer.choices,
        hints={
            ConflictAnswer.NONE: _("No family, work, money, case or close friendship connects you to it."),
            ConflictAnswer.TIES: _(
                "Something does. It does not shut you out: it is known, and can be weighed."
            ),
            ConflictAnswer.STEPS_BACK: _("You keep your seat and stay out of what your ties touch."),
        },
        missing=_("Choose one. “No ties” is a full answer."),
    )
    ties = Paragraphs(
        label=_("If there are ties: which"),
        help_text=_("One or two sentences. The liaison and neutrals read it, and nobody else."),
        max_length=1000,
        rows=3,
    )
    field_order = ("version", "answer", "ties")

    def __init__(self, *args: Any, seen: ConflictDeclaration | None, **options: Any) -> None:
        initial = {"answer": seen.answer, "ties": seen.ties} if seen else {}
        super().__init__(*args, seen=seen, initial=initial, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == ConflictAnswer.TIES and not cleaned.get("ties"):
            self.add_error("ties", _("Write which ties there are, in a sentence."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "answer", "ties")}
