"""Starting a plan: a dialogue's, an incident's playbook, an agency's readiness."""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from dialogues.choices import Phase
from dialogues.errors import DialogueClosed
from dialogues.models import Dialogue, Incident
from dialogues.services.incident_rows import lock_standing
from dialogues.timing import day_in
from planning import content
from planning.choices import AuditKind
from planning.content import Step
from planning.content.differences import columns_of
from planning.content.order import Place, in_order
from planning.errors import PlanStarted
from planning.evidence.anchors import anchors_of
from planning.evidence.sight import Sight
from planning.models import Plan, PlanStep, PlanTask
from planning.permissions import may_plan_dialogue, may_prepare, may_run_playbook
from planning.summaries.own_steps import offers_to
from planning.timing import Anchors, due_date
from records.services import audit


@transaction.atomic
def start(*, by: User, dialogue: Dialogue) -> Plan:
    """Copy the guidance for the dialogue's phase, and the agency's own steps for it, into a plan.

    Later content alters it only where a person takes it over; see `services/adoption.py`.
    """
    may_plan_dialogue(by, dialogue).require()
    if not dialogue.is_open:
        raise DialogueClosed
    return _start(by, dialogue.phase, agency=dialogue.agency, dialogue=dialogue)


@transaction.atomic
def start_playbook(*, by: User, incident: Incident) -> Plan:
    """The playbook of an incident: the steps after it, in their windows."""
    may_run_playbook(by, incident).require()
    lock_standing(incident)
    return _start(by, Phase.POST_INCIDENT, agency=incident.agency, incident=incident)


@transaction.atomic
def start_readiness(*, by: User, agency: Agency) -> Plan:
    """The agency's readiness: the steps before any crisis, which no single dialogue owns."""
    may_prepare(by, agency).require()
    return _start(by, Phase.PRE_CRISIS, agency=agency)


def _start(
    by: User,
    phase: str,
    *,
    agency: Agency,
    dialogue: Dialogue | None = None,
    incident: Incident | None = None,
) -> Plan:
    guidance = content.guidance(phase)
    plan, is_new = Plan.objects.get_or_create(
        agency=agency,
        dialogue=dialogue,
        incident=incident,
        phase=phase,
        defaults={
            "content_version": str(guidance.version),
            "started_at": timezone.now(),
            "started_by": by,
        },
    )
    if not is_new:
        raise PlanStarted
    offers = {offer.step.key: offer for offer in offers_to(plan)}
    places = [Place(key, offer.stage, offer.is_own) for key, offer in offers.items()]
    ordered = in_order(places, offers.values(), [stage.title for stage in guidance.stages])
    add_steps(plan, [(offers[place.key].step, place.stage) for place in ordered])
    audit.record(
        by=by,
        kind=AuditKind.PLAN_STARTED,
        agency_id=agency.pk,
        dialogue_id=plan.dialogue_id,
        subject=plan,
        details={"phase": str(plan.get_phase_display())},
    )
    return plan


def put_in_order(plan: Plan) -> None:
    """Number the steps anew, so that “step 3 of 14” follows the guidance, and give stages their titles of now."""
    rows = {row.key: row for row in plan.steps.select_for_update().order_by("pk")}
    in_place = sorted(rows.values(), key=lambda row: row.position)
    places = [Place(row.key, row.stage, row.is_own) for row in in_place]
    stages = [stage.title for stage in content.guidance(plan.phase).stages]
    moved = []
    for position, place in enumerate(in_order(places, offers_to(plan), stages), start=1):
        row = rows[place.key]
        if (row.position, row.stage) != (position, place.stage):
            row.position, row.stage = position, place.stage
            moved.append(row)
    PlanStep.objects.bulk_update(moved, ["position", "stage"])


def add_steps(plan: Plan, steps: list[tuple[Step, str]], *, after: int = 0) -> list[PlanStep]:
    """Copy steps, each with the title of its stage, to the end of a plan that has `after` steps."""
    anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone)
    rows = [
        copy_of(step, PlanStep(plan=plan, key=step.key, position=position, stage=stage), anchors, zone)
        for position, (step, stage) in enumerate(steps, start=after + 1)
    ]
    sight = Sight.of(plan, today=day_in(plan.time_zone, timezone.now()))
    for row in rows:
        row.is_found = sight.finds(row)
    made = PlanStep.objects.bulk_create(rows)
    PlanTask.objects.bulk_create(
        PlanTask(step=row, key=task.key, position=position, text=task.text)
        for row, (step, _stage) in zip(made, steps, strict=True)
        for position, task in enumerate(step.tasks, start=1)
    )
    return made


def copy_of(step: Step, row: PlanStep, anchors: Anchors, zone: ZoneInfo) -> PlanStep:
    """The row with the words and the rule of a step of the guidance. Not saved."""
    for name, value in columns_of(step).items():
        setattr(row, name, value)
    row.is_own = content.is_own(step)
    if not row.is_due_set_by_hand:
        row.due_on = due_date(row.due_rule, anchors, zone, row.turn)
    return row
