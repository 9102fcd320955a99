"""Forms of the plan: they clean one request into typed data and write nothing."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from dialogues.forms.base import RefusableForm, VersionedForm
from dialogues.forms.fields import Choice, Day, Line, Paragraphs
from dialogues.models import DesignTeamMember
from planning.errors import ReasonMissing
from planning.models import PlanStep
from planning.models.plans import Arrangements
from records.errors import Refusal

NOBODY, SOMEONE_ELSE = "", "else"


class PhaseForm(forms.Form):
    """Whose plan to read: that of an earlier phase, or, without one, that of the dialogue's own."""

    phase = forms.ChoiceField(choices=Phase.choices, required=False)


class EvidenceForm(RefusableForm):
    """What shows that the step is done."""

    evidence = Paragraphs(
        label=_("What shows it"),
        help_text=_("In a sentence: where the document is, or what was agreed. No names of residents."),
        max_length=2000,
        rows=3,
    )


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

    def __init__(self, *args: Any, members: list[DesignTeamMember], **options: Any) -> None:
        super().__init__(*args, **options)
        self.options["members"] = members
        self.members = {str(member.pk): member for member in members}
        people = [(key, member.name) for key, member in self.members.items()]
        choices = [(NOBODY, _("Nobody yet")), *people, (SOMEONE_ELSE, _("Someone else"))]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    @staticmethod
    def current_of(step: PlanStep, members: list[DesignTeamMember]) -> dict[str, Any]:
        owner = (step.owner_id, step.owner_name)
        chosen = next((str(m.pk) for m in members if step.owner_name and (m.user_id, m.name) == owner), "")
        is_other = bool(step.owner_name) and not chosen
        return {
            "member": SOMEONE_ELSE if is_other else chosen,
            "name": step.owner_name if is_other else "",
            "due_on": step.due_on if step.is_due_set_by_hand else None,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen, name = cleaned.get("member", NOBODY), cleaned.get("name", "")
        if chosen == SOMEONE_ELSE and not name:
            self.add_error("name", _("Write the name or the office of the person."))
        if chosen != SOMEONE_ELSE and name:
            self.add_error("name", _("Choose “Someone else” above to use this name, or clear it."))
        return cleaned

    def arrangements(self) -> Arrangements:
        """Only what this person changed, so that what a colleague changed meanwhile stays."""
        changed, found = self.changes(), Arrangements()
        if "member" in changed or "name" in changed:
            member = self.members.get(self.cleaned_data["member"])
            found["owner"] = member.user if member else None
            found["owner_name"] = member.name if member else self.cleaned_data["name"]
        if "due_on" in changed:
            found["due_on"] = self.cleaned_data["due_on"]
        return found
