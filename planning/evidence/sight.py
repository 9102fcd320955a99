"""What the program sees of a plan: for each step, the facts that would show it is done, and whether they hold."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from planning.choices import StepStatus
from planning.evidence.agencies import facts_of_agency
from planning.evidence.dialogues import facts_of_dialogue
from planning.evidence.facts import Look
from planning.evidence.incidents import facts_of_incident
from planning.models import Plan, PlanStep
from records import timing


@dataclass(frozen=True)
class Sight:
    """The facts that bear upon one plan, and what was done of the same steps in its twin.

    The same step may stand in the playbook of an incident and in the plan of a dialogue about it, or in the agency's
    readiness and in the plan of a dialogue before a crisis. Done in one, it is found in the other, so that nobody
    does or records it twice. `elsewhere` are the steps of a playbook that a dialogue about the incident asks for as
    well and that are still to do there.
    """

    facts: dict[str, bool] = field(default_factory=dict)
    twins: dict[str, str] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    @classmethod
    def of(cls, plan: Plan, *, today: date) -> Self:
        """Two or three queries, by what the plan is of."""
        others = _of_other_plans(plan)
        return cls(
            facts=_facts(plan, today),
            twins={step.key: _told(step, plan) for step in others if step.status == StepStatus.DONE},
            elsewhere=frozenset(
                step.key for step in others if plan.incident_id and step.status == StepStatus.OPEN
            ),
        )

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


def _facts(plan: Plan, today: date) -> dict[str, bool]:
    """Of what the plan is of; before a crisis, of the agency's registers as well."""
    begun = datetime.combine(today, time.min, ZoneInfo(plan.time_zone))
    if plan.incident is not None:
        of_dialogue = facts_of_dialogue(today=begun, incident=plan.incident)
        return facts_of_incident(plan.incident, today=begun) | of_dialogue
    if plan.dialogue is not None and plan.phase != Phase.PRE_CRISIS:
        return facts_of_dialogue(today=begun, pk=plan.dialogue_id)
    readying = (
        {"pk": plan.dialogue_id} if plan.dialogue_id else {"agency": plan.agency, "phase": Phase.PRE_CRISIS}
    )
    return facts_of_agency(plan.agency, today=today) | facts_of_dialogue(today=begun, **readying)


def _of_other_plans(plan: Plan) -> list[PlanStep]:
    """Steps that stand elsewhere, too: after an incident in its playbook or in a dialogue about it, before a crisis in
    the agency's readiness. What was done last comes last."""
    others = _other_plans(plan)
    if others is None:
        return []
    rows = PlanStep.objects.filter(others, status__in=[StepStatus.OPEN, StepStatus.DONE])
    return list(rows.only("key", "status", "settled_at").order_by("settled_at", "pk"))


def _told(step: PlanStep, plan: Plan) -> str:
    return WHERE[_kind(plan)] % {"day": _day(step, plan)}


WHERE = {
    "incident": _("Done in the dialogue about it, %(day)s."),
    "after": _("Done in the playbook of the incident, %(day)s."),
    "before": _("Done in the agency’s readiness, %(day)s."),
}


def _kind(plan: Plan) -> str:
    if plan.incident_id:
        return "incident"
    return "after" if plan.phase == Phase.POST_INCIDENT else "before"


def _other_plans(plan: Plan) -> Q | None:
    if plan.incident_id:
        return Q(plan__dialogue__incident=plan.incident_id, plan__phase=plan.phase)
    if plan.dialogue is None:
        return None
    if plan.phase == Phase.PRE_CRISIS:
        return Q(plan__agency=plan.agency_id, plan__dialogue=None, plan__incident=None)
    if plan.phase == Phase.POST_INCIDENT and plan.dialogue.incident_id:
        return Q(plan__incident=plan.dialogue.incident_id)
    return None


def _day(step: PlanStep, plan: Plan) -> str:
    assert step.settled_at is not None  # the database keeps the pair
    return timing.spell_day(step.settled_at.astimezone(timing.as_zone(plan.time_zone)).date())
