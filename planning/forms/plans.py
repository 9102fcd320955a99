"""Forms of the plan: they clean one request into typed data and write nothing."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from dialogues.errors import ChangedMeanwhile, TimeDoesNotExist
from dialogues.forms.base import OnceForm, RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Clock, Day, Line, Paragraphs
from dialogues.timing import moments
from planning.errors import DoneInFuture, NothingNoted, ReasonMissing
from planning.models import PlanStep
from planning.models.plans import Arrangements
from planning.summaries.steps import PossibleOwner, StepView
from records.errors import Refusal
from records.timing import spell_day

NOBODY, SOMEONE_ELSE = "", "else"


class PhaseForm(forms.Form):
    """Whose plan to read: that of an earlier phase, or, without one, that of the dialogue's own."""

    phase = forms.ChoiceField(choices=Phase.choices, required=False)


class TurnForm(forms.Form):
    """Which turn of a step that comes back the page showed."""

    turn = forms.IntegerField(min_value=0, required=False)

    def turn_shown(self) -> int | None:
        return self.cleaned_data["turn"] if self.is_valid() else None


class EvidenceForm(RefusableForm):
    """What shows that the step is done."""

    evidence = Paragraphs(
        label=_("What shows it"),
        help_text=_("In a sentence: where the document is, or what was agreed. No names of residents."),
        max_length=2000,
        rows=3,
    )

    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class NoteForm(OnceForm):
    """What was done, and when. Without a day and a time, it was now."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {NothingNoted: "text", DoneInFuture: "clock"}

    text = Paragraphs(
        label=_("What was done"),
        help_text=_("A few words. No names of residents, and nothing about the case."),
        max_length=2000,
        rows=2,
        missing=_("Write in a few words what was done."),
    )
    day = Day(label=_("Day"), help_text=_("Leave day and time empty if it was just now."))
    clock = Clock(label=_("Time"))

    def __init__(self, *args: Any, zone: str, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone, self.now = zone, now

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, clock = cleaned.get("day"), cleaned.get("clock")
        cleaned["done_at"] = None
        if day is not None and clock is None and "clock" not in self.errors:
            self.add_error("clock", _("Say at what time, as well as you know it."))
        elif clock is not None:
            day = day or self.now.astimezone(ZoneInfo(self.zone)).date()
            found = moments(day, clock, self.zone)
            if found:
                cleaned["done_at"] = found[0]
            else:
                self.add_error("clock", str(TimeDoesNotExist.sentence))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "done_at", "form_key")}


class SkipForm(RefusableForm):
    """Why a step is left out."""

    refused_fields: ClassVar[dict[type[Refusal], str]] = {ReasonMissing: "reason"}

    reason = Paragraphs(
        label=_("Why you skip it"),
        help_text=_("The reason stays in the record."),
        max_length=300,
        rows=2,
        missing=_("Write why this step is skipped. The reason stays in the record."),
    )
    turn = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)


class ArrangeForm(VersionedForm):
    """Who sees to the step and by when. Without a date, it follows the guidance."""

    marks_optional: ClassVar[bool] = False

    member = Choice(label=_("Who sees to it"))
    name = Line(
        label=_("Their name or office"),
        help_text=_("Only for “Someone else”."),
        max_length=120,
    )
    due_on = Day(
        label=_("Due date"),
        help_text=_(
            "Leave it empty to follow the suggestion: the date then moves with the session or incident."
        ),
    )

    def __init__(self, *args: Any, owners: list[PossibleOwner], **options: Any) -> None:
        super().__init__(*args, **options)
        self.options["owners"] = owners
        self.owners = {owner.key: owner for owner in owners}
        self.fields["member"].choices = _choices_of(owners)  # type: ignore[attr-defined]

    @staticmethod
    def current_of(step: PlanStep, owners: list[PossibleOwner]) -> dict[str, Any]:
        owner = (step.owner_id, step.owner_name)
        known = (one.key for one in owners if (one.user.pk if one.user else None, one.name) == owner)
        chosen = next(known, "") if step.owner_name else ""
        is_other = bool(step.owner_name) and not chosen
        return {
            "member": SOMEONE_ELSE if is_other else chosen,
            "name": step.owner_name if is_other else "",
            "due_on": step.due_on if step.is_due_set_by_hand else None,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _check_name(self, cleaned)
        return cleaned

    def arrangements(self) -> Arrangements:
        """Only what this person changed, so that what a colleague changed meanwhile stays.

        Raises `ChangedMeanwhile` where both changed the same.
        """
        if any(difference.is_contested for difference in self.differences()):
            raise ChangedMeanwhile
        changed, found = self.changes(), Arrangements()
        if "member" in changed or "name" in changed:
            owner = self.owners.get(self.cleaned_data["member"])
            found["owner"] = owner.user if owner else None
            found["owner_name"] = owner.name if owner else self.cleaned_data["name"]
        if "due_on" in changed:
            found["due_on"] = self.cleaned_data["due_on"]
        return found


class AssignForm(RefusableForm):
    """Several steps for one person. Their days stay as they are, unless a day is given."""

    marks_optional: ClassVar[bool] = False

    steps = forms.MultipleChoiceField(
        label=_("Steps"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one step.")},
    )
    member = Choice(label=_("Who sees to them"))
    name = Line(label=_("Their name or office"), help_text=_("Only for “Someone else”."), max_length=120)
    due_on = Day(
        label=_("Due date for all of them"),
        help_text=_("Leave it empty to keep each step’s own date."),
    )

    def __init__(
        self, *args: Any, owners: list[PossibleOwner], steps: list[StepView], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.owners = {owner.key: owner for owner in owners}
        self.fields["member"].choices = _choices_of(owners)  # type: ignore[attr-defined]
        self.fields["steps"].choices = [(row.step.key, _label_of(row)) for row in steps]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _check_name(self, cleaned)
        return cleaned

    def arrangements(self) -> Arrangements:
        owner = self.owners.get(self.cleaned_data["member"])
        found = Arrangements(
            owner=owner.user if owner else None,
            owner_name=owner.name if owner else self.cleaned_data["name"],
        )
        if self.cleaned_data["due_on"]:
            found["due_on"] = self.cleaned_data["due_on"]
        return found


def _choices_of(owners: list[PossibleOwner]) -> list[tuple[str, Any]]:
    people = [(owner.key, owner.name) for owner in owners]
    return [(NOBODY, _("Nobody yet")), *people, (SOMEONE_ELSE, _("Someone else"))]


def _label_of(row: StepView) -> str:
    parts = [row.step.title, spell_day(row.due_on) if row.due_on else row.step.due_words, row.step.owner_name]
    return " · ".join(part for part in parts if part)


def _check_name(form: forms.Form, cleaned: dict[str, Any]) -> None:
    chosen, name = cleaned.get("member", NOBODY), cleaned.get("name", "")
    if chosen == SOMEONE_ELSE and not name:
        form.add_error("name", _("Write the name or the office of the person."))
    if chosen != SOMEONE_ELSE and name:
        form.add_error("name", _("Choose “Someone else” above to use this name, or clear it."))
