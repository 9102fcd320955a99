"""What the demo city does beside the guidance, and a plan that began under an older version of it."""

from datetime import datetime

from config.demo.clock import days_ago
from config.demo.people import Cast
from dialogues.choices import Phase
from planning.choices import Counting
from planning.models import OwnStep, Plan
from planning.services import dates, own_steps, plans, steps

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
    plan = Plan.objects.with_subjects().get(dialogue__title="North Side roundtable")
    _make_older(plan)
    with days_ago(40, now):
        resource = plan.steps.get(key="resource")
        reason = "The council pays for it from its own budget this year."
        steps.skip(by=cast.liaison, step=resource, reason=reason)


def _write(cast: Cast, phase: str, stage: str, values: dict[str, object]) -> OwnStep:
    return own_steps.write(by=cast.liaison, agency=cast.city, phase=phase, stage=stage, values=values)  # type: ignore[arg-type]


def _make_older(plan: Plan) -> None:
    """No service makes a plan older, only time does: so the words of the version before are put in by hand."""
    Plan.objects.filter(pk=plan.pk).update(content_version="1")
    charter = plan.steps.get(key="charter")
    charter.title, charter.why = "Write a charter", "A written charter outlives the people who began it."
    charter.due_words, charter.due_rule = "Within 90 days", charter.due_rule | {"by": 90}
    charter.save()
    charter.tasks.filter(key="amend").delete()
    plan.steps.filter(key="resource").update(title="Find money and people")
    plan.steps.filter(key="widen").delete()
    _add_what_went(plan)
    plans.put_in_order(plan)
    dates.follow(plan=plan, now=plan.started_at)
    plan.steps.update(was_due_on=None)


def _add_what_went(plan: Plan) -> None:
    """A step that this version has no longer: a copy of its neighbor under a key of its own."""
    row = plan.steps.get(key="cadence")
    row.pk, row.key, row.found_by = None, "newsletter", []
    row.title, row.why = "Print a newsletter", "People who do not come still read what came of it."
    row.evidence_name, row.due_words = "The first issue is printed.", "Each January"
    row.save()
    row.tasks.create(key="write", position=1, text="Write a page with the dates and the promises.")
