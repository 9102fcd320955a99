"""What the program sees of a plan: for each step, the facts that would show it is done, and whether they hold."""

from dataclasses import dataclass, field
from typing import Self

from django.utils.translation import gettext as _

from dialogues.choices import Phase
from planning.choices import StepStatus
from planning.evidence.dialogues import facts_of_dialogue
from planning.evidence.facts import Look
from planning.models import Plan, PlanStep
from records import timing


@dataclass(frozen=True)
class Sight:
    """The facts that bear upon one plan, and what was done of the same steps in its twin.

    After an incident the same step may stand in the playbook of the incident and in the plan of a dialogue about
    it. Done in one, it is found in the other, so that nobody does or records it twice.
    """

    facts: dict[str, bool] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Self:
        return cls(facts=_facts(plan), twins=_twins(plan))

    def looks(self, step: PlanStep) -> tuple[Look, ...]:
        """Each fact that the step goes by. A step done in the twin needs no other."""
        if step.key in self.twins:
            return (Look(holds=True, words=self.twins[step.key]),)
        known = (key for key in step.found_by if key in self.facts)
        return tuple(Look.at(key, holds=self.facts[key]) for key in known)

    def finds(self, step: PlanStep) -> bool:
        """Whether the facts together show that it is done. A fact that nobody looks up shows nothing."""
        if step.key in self.twins:
            return True
        return bool(step.found_by) and all(self.facts.get(key, False) for key in step.found_by)


def _facts(plan: Plan) -> dict[str, bool]:
    return facts_of_dialogue(plan.dialogue) if plan.dialogue else {}


def _twins(plan: Plan) -> dict[str, str]:
    """Steps that are done in the playbook of the dialogue's incident, or in a dialogue about the incident."""
    if plan.phase != Phase.POST_INCIDENT:
        return {}
    done = (
        PlanStep.objects.filter(status=StepStatus.DONE).order_by("settled_at").select_related("plan__agency")
    )
    if plan.incident_id:
        rows = done.filter(plan__dialogue__incident=plan.incident_id, plan__phase=plan.phase)
        return {row.key: _("Done in the dialogue, %(day)s.") % {"day": _day(row, plan)} for row in rows}
    if plan.dialogue and plan.dialogue.incident_id:
        rows = done.filter(plan__incident=plan.dialogue.incident_id)
        return {
            row.key: _("Done in the playbook of the incident, %(day)s.") % {"day": _day(row, plan)}
            for row in rows
        }
    return {}


def _day(step: PlanStep, plan: Plan) -> str:
    assert step.settled_at is not None  # the database keeps the pair
    return timing.spell_day(step.settled_at.astimezone(timing.as_zone(plan.time_zone)).date())
