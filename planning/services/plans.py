"""Walking the guidance: start a plan, tick tasks, settle, skip, assign and date its steps."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from dialogues.errors import DialogueClosed
from dialogues.models import Dialogue
from planning import content
from planning.choices import AuditKind, StepStatus
from planning.content import Step
from planning.errors import PlanStarted, ReasonMissing, StepSettled
from planning.models import Plan, PlanStep, PlanTask
from planning.permissions import may_work_on_plan
from planning.timing import Anchors, due_date
from records.services import audit


def anchors_of(*, dialogue: Dialogue) -> Anchors:
    """The moments from which due dates are counted: the next session still to come, else the last one."""
    sessions = dialogue.sessions.not_cancelled().order_by("starts_at").values_list("starts_at", "status")
    planned = [starts_at for starts_at, status in sessions if status == "planned"]
    past = [starts_at for starts_at, status in sessions if status != "planned"]
    return Anchors(
        opened=dialogue.opened_at,
        incident=dialogue.incident.known_at if dialogue.incident else None,
        session=planned[0] if planned else (past[-1] if past else None),
    )


@transaction.atomic
def start(*, by: User, dialogue: Dialogue) -> Plan:
    """Copy the guidance for the dialogue's phase into a plan of its own. Later content never alters it."""
    may_work_on_plan(by, dialogue).require()
    _require_open(dialogue)
    guidance = content.guidance(dialogue.phase)
    plan, is_new = Plan.objects.get_or_create(
        dialogue=dialogue,
        phase=dialogue.phase,
        defaults={
            "content_version": str(guidance.version),
            "started_at": timezone.now(),
            "started_by": by,
        },
    )
    if not is_new:
        raise PlanStarted
    anchors, zone = anchors_of(dialogue=dialogue), ZoneInfo(dialogue.agency.time_zone)
    stages = {stage.key: stage.title for stage in guidance.stages}
    steps = PlanStep.objects.bulk_create(
        _copy(plan, step, position, stages[step.stage], anchors, zone)
        for position, step in enumerate(guidance.steps, start=1)
    )
    PlanTask.objects.bulk_create(
        PlanTask(step=row, key=task.key, position=position, text=task.text)
        for row, step in zip(steps, guidance.steps, strict=True)
        for position, task in enumerate(step.tasks, start=1)
    )
    _record(by, dialogue, AuditKind.PLAN_STARTED, plan, phase=str(dialogue.get_phase_display()))
    return plan


def _copy(plan: Plan, step: Step, position: int, stage: str, anchors: Anchors, zone: ZoneInfo) -> PlanStep:
    rule = asdict(step.due)
    return PlanStep(
        plan=plan,
        key=step.key,
        position=position,
        stage=stage,
        title=step.title,
        why=step.why,
        evidence_name=step.evidence,
        suggested_owner=step.owner,
        due_rule=rule,
        due_words=step.due.words,
        basis=[
            {
                "tag": part.tag.key,
                "covers": part.covers,
                "sources": [
                    {"title": source.title, "publisher": source.publisher, "url": source.url}
                    for source in part.sources
                ],
            }
            for part in step.basis
        ],
        ask_counsel=list(step.ask),
        script=step.script,
        due_on=due_date(rule, anchors, zone),
    )


@transaction.atomic
def save_ticks(*, by: User, step: PlanStep, shown: Collection[str], ticked: Collection[str]) -> PlanStep:
    """Apply what the person changed.

    `shown` is what was ticked when their page was made, so that a colleague's tick made meanwhile stays.
    """
    dialogue = _work_on(by, step)
    wanted, before = set(ticked), set(shown)
    for task in step.tasks.select_for_update().filter(key__in=wanted ^ before):
        is_done = task.key in wanted
        if is_done == (task.done_at is not None):
            continue
        task.done_at, task.done_by = (timezone.now(), by) if is_done else (None, None)
        task.save(update_fields=["done_at", "done_by"])
        _record(by, dialogue, AuditKind.TASK_TICKED if is_done else AuditKind.TASK_UNTICKED, task)
    return step


@transaction.atomic
def mark_done(*, by: User, step: PlanStep, evidence: str = "") -> PlanStep:
    """Settle a step by a person's word. Doing it twice does no harm; a skipped step must be opened first."""
    dialogue = _work_on(by, step)
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    if row.status == StepStatus.DONE:
        return row
    if row.status == StepStatus.SKIPPED:
        raise StepSettled
    row.status, row.settled_at, row.settled_by = StepStatus.DONE, timezone.now(), by
    row.evidence = evidence.strip() or row.evidence
    _save(row, "status", "settled_at", "settled_by", "evidence")
    _record(by, dialogue, AuditKind.STEP_DONE, row)
    return row


@transaction.atomic
def skip(*, by: User, step: PlanStep, reason: str) -> PlanStep:
    """Leave a step out, with a reason that the record keeps."""
    dialogue = _work_on(by, step)
    if not reason.strip():
        raise ReasonMissing
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    if row.status == StepStatus.DONE:
        raise StepSettled
    row.status, row.settled_at, row.settled_by = StepStatus.SKIPPED, timezone.now(), by
    row.skip_reason = reason.strip()
    _save(row, "status", "settled_at", "settled_by", "skip_reason")
    _record(by, dialogue, AuditKind.STEP_SKIPPED, row, reason=row.skip_reason)
    return row


@transaction.atomic
def reopen(*, by: User, step: PlanStep) -> PlanStep:
    """Put a settled step back on the list; the earlier word stays in the record."""
    dialogue = _work_on(by, step)
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    if row.status == StepStatus.OPEN:
        return row
    row.status, row.settled_at, row.settled_by, row.skip_reason = StepStatus.OPEN, None, None, ""
    _save(row, "status", "settled_at", "settled_by", "skip_reason")
    _record(by, dialogue, AuditKind.STEP_REOPENED, row)
    return row


@transaction.atomic
def assign(*, by: User, step: PlanStep, owner: User | None, owner_name: str) -> PlanStep:
    """Name who sees to a step. An account is not needed; with one, the step shows up on their home page."""
    dialogue = _work_on(by, step)
    name = owner.full_name if owner else owner_name.strip()
    if (step.owner_id, step.owner_name) == (owner.pk if owner else None, name):
        return step
    step.owner, step.owner_name = owner, name
    _save(step, "owner", "owner_name")
    _record(by, dialogue, AuditKind.STEP_ASSIGNED, step, owner=name or "—")
    return step


@transaction.atomic
def set_due_date(*, by: User, step: PlanStep, due_on: date | None) -> PlanStep:
    """Set a date by hand; without one, the date follows the guidance again."""
    dialogue = _work_on(by, step)
    zone = ZoneInfo(dialogue.agency.time_zone)
    day = due_on or due_date(step.due_rule, anchors_of(dialogue=dialogue), zone)
    if (step.due_on, step.is_due_set_by_hand) == (day, due_on is not None):
        return step
    step.due_on, step.is_due_set_by_hand = day, due_on is not None
    _save(step, "due_on", "is_due_set_by_hand")
    _record(by, dialogue, AuditKind.STEP_DATED, step, when=day.isoformat() if day else "—")
    return step


@transaction.atomic
def follow_anchors(*, dialogue: Dialogue) -> int:
    """Move the due dates of steps that are not settled and not dated by hand. Says how many moved.

    Not audited step by step: the move of the session or incident is, and these dates follow from it.
    """
    anchors, zone = anchors_of(dialogue=dialogue), ZoneInfo(dialogue.agency.time_zone)
    moved = []
    steps = PlanStep.objects.select_for_update(of=("self",)).to_do().filter(plan__dialogue=dialogue)
    for step in steps.filter(is_due_set_by_hand=False):
        day = due_date(step.due_rule, anchors, zone)
        if day != step.due_on:
            step.due_on = day
            moved.append(step)
    PlanStep.objects.bulk_update(moved, ["due_on"])
    return len(moved)


def _work_on(by: User, step: PlanStep) -> Dialogue:
    dialogue = step.plan.dialogue
    may_work_on_plan(by, dialogue).require()
    _require_open(dialogue)
    return dialogue


def _require_open(dialogue: Dialogue) -> None:
    if not dialogue.is_open:
        raise DialogueClosed


def _save(step: PlanStep, *fields: str) -> None:
    step.version = F("version") + 1
    step.save(update_fields=[*fields, "version"])
    step.refresh_from_db(fields=["version"])


def _record(by: User, dialogue: Dialogue, kind: str, subject: object, **details: str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=subject,  # type: ignore[arg-type]
        details=details,
    )
