"""What the demo city does beside the guidance, and a plan that began under an older version of it."""

from datetime import datetime

from config.demo.clock import days_ago
from config.demo.people import Cast
from dialogues.choices import Phase
from planning.choices import Counting
from planning.models import OwnStep, Plan
from planning.services import own_steps

SCHOOLS = {
    "title": "Call the school district’s safety office",
    "why": "Parents hear of it at the school gate first. The schools asked to know before they open.",
    "tasks": "Call the safety office before the first bell\nSay what is confirmed, and when more will come\n"
    "Ask which schools worry most",
    "suggested_owner": "Dialogue liaison",
    "counting": Counting.HOURS_AFTER_INCIDENT,
    "number": 20,
    "evidence_name": "The call is noted with its time.",
}
BARBERS = {
    "title": "Visit the barbershops and the corner stores",
    "why": "People say there what they would not say in a hall.",
    "tasks": "Choose six shops with the council\nGo in pairs, an officer and a resident\nNote the themes, no names",
    "suggested_owner": "District captain",
    "counting": Counting.QUARTERLY,
    "number": 80,
    "evidence_name": "The themes of the visits are noted.",
}


def tell_own_steps(cast: Cast, now: datetime) -> None:
    """Written before the first plan: each plan after an incident takes it."""
    with days_ago(80, now):
        _write(cast, Phase.POST_INCIDENT, "first_day", SCHOOLS)


def tell_newer_guidance(cast: Cast, now: datetime) -> None:
    """The North Side’s plan is older than this version of the guidance, and than the city’s second own step."""
    with days_ago(5, now):
        _write(cast, Phase.SUSTAINED, "people", BARBERS)
    plan = Plan.objects.get(dialogue__title="North Side roundtable")
    _make_older(plan)


def _write(cast: Cast, phase: str, stage: str, values: dict[str, object]) -> OwnStep:
    return own_steps.write(by=cast.liaison, agency=cast.city, phase=phase, stage=stage, values=values)  # type: ignore[arg-type]


def _make_older(plan: Plan) -> None:
    """No service makes a plan older, only time does: so the words of the version before are put in by hand."""
    Plan.objects.filter(pk=plan.pk).update(content_version="1")
    plan.steps.filter(key="charter").update(
        title="Write a charter",
        why="A written charter outlives the people who began it.",
        due_words="Within 90 days",
    )
    plan.steps.get(key="charter").tasks.filter(key="amend").delete()
    plan.steps.filter(key="widen").delete()
