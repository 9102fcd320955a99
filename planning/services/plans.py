"""Walking the guidance: start a plan, tick tasks, settle, skip, assign and date its steps."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import DialogueClosed
from dialogues.models import Dialogue
from planning import content
from planning.choices import AuditKind, StepStatus
from planning.content import Step
from planning.errors import PlanStarted, ReasonMissing, StepSettled
from planning.evidence import anchors_of
from planning.models import Plan, PlanStep, PlanTask
from planning.models.plans import Arrangements
from planning.permissions import may_work_on_plan
from planning.timing import Anchors, due_date
from records import timing as spelling
from records.services import audit


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
    anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(dialogue.agency.time_zone)
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
    _tick(by, dialogue, step, set(shown), set(ticked))
    return step


@transaction.atomic
def mark_done(
    *,
    by: User,
    step: PlanStep,
    evidence: str = "",
    shown: Collection[str] = (),
    ticked: Collection[str] = (),
) -> PlanStep:
    """Settle a step by a person's word, with the ticks of the same page; see `save_ticks`.

    Doing it twice does no harm; a skipped step must be opened first.
    """
    dialogue = _work_on(by, step)
    row = _lock(step)
    if row.status == StepStatus.SKIPPED:
        raise StepSettled
    _tick(by, dialogue, step, set(shown), set(ticked))
    if row.status == StepStatus.DONE:
        return _note_evidence(by, dialogue, row, evidence)
    row.status, row.settled_at, row.settled_by = StepStatus.DONE, timezone.now(), by
    row.evidence = evidence.strip() or row.evidence
    _save(row, "status", "settled_at", "settled_by", "evidence")
    _record(by, dialogue, AuditKind.STEP_DONE, row)
    return row


def _tick(by: User, dialogue: Dialogue, step: PlanStep, before: set[str], wanted: set[str]) -> None:
    for task in step.tasks.select_for_update().filter(key__in=wanted ^ before).order_by("position"):
        is_done = task.key in wanted
        if is_done == (task.done_at is not None):
            continue
        task.done_at, task.done_by = (timezone.now(), by) if is_done else (None, None)
        task.save(update_fields=["done_at", "done_by"])
        _record(by, dialogue, AuditKind.TASK_TICKED if is_done else AuditKind.TASK_UNTICKED, task)


def _note_evidence(by: User, dialogue: Dialogue, row: PlanStep, evidence: str) -> PlanStep:
    """A step that is done may still be told what shows it."""
    if not evidence.strip() or evidence.strip() == row.evidence:
        return row
    row.evidence = evidence.strip()
    _save(row, "evidence")
    _record(by, dialogue, AuditKind.STEP_EVIDENCE_NOTED, row)
    return row


@transaction.atomic
def skip(*, by: User, step: PlanStep, reason: str) -> PlanStep:
    """Leave a step out, with a reason that the record keeps."""
    dialogue = _work_on(by, step)
    if not reason.strip():
        raise ReasonMissing
    row = _lock(step)
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
    row = _lock(step)
    if row.status == StepStatus.OPEN:
        return row
    row.status, row.settled_at, row.settled_by, row.skip_reason = StepStatus.OPEN, None, None, ""
    _save(row, "status", "settled_at", "settled_by", "skip_reason")
    _record(by, dialogue, AuditKind.STEP_REOPENED, row)
    return row


@transaction.atomic
def arrange(*, by: User, step: PlanStep, changes: Arrangements) -> PlanStep:
    """Say who sees to a step, and by when. With an account, the person finds it on their home page."""
    dialogue = _work_on(by, step)
    row = _lock(step)
    if "owner_name" in changes:
        _assign(by, dialogue, row, changes.get("owner"), changes["owner_name"].strip())
    if "due_on" in changes:
        _set_due_date(by, dialogue, row, changes["due_on"])
    return row


def _assign(by: User, dialogue: Dialogue, row: PlanStep, owner: User | None, name: str) -> None:
    if (row.owner, row.owner_name) == (owner, name):
        return
    row.owner, row.owner_name = owner, name
    _save(row, "owner", "owner_name")
    _record(by, dialogue, AuditKind.STEP_ASSIGNED, row, owner=name or "—")


def _set_due_date(by: User, dialogue: Dialogue, row: PlanStep, due_on: date | None) -> None:
    day = due_on or _day_by_guidance(row, dialogue)
    if (row.due_on, row.is_due_set_by_hand) == (day, due_on is not None):
        return
    row.due_on, row.is_due_set_by_hand, row.was_due_on = day, due_on is not None, None
    _save(row, "due_on", "is_due_set_by_hand", "was_due_on")
    _record(by, dialogue, AuditKind.STEP_DATED, row, when=spelling.spell_day(day) if day else "—")


def _day_by_guidance(step: PlanStep, dialogue: Dialogue) -> date | None:
    anchors = anchors_of([step.plan])[step.plan_id]
    return due_date(step.due_rule, anchors, ZoneInfo(dialogue.agency.time_zone))


def _work_on(by: User, step: PlanStep) -> Dialogue:
    dialogue = step.plan.dialogue
    may_work_on_plan(by, dialogue).require()
    _require_open(dialogue)
    return dialogue


def _lock(step: PlanStep) -> PlanStep:
    """The row as it stands, nobody else changing it until this is over. Its plan comes from the caller."""
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    row.plan = step.plan
    return row


def _require_open(dialogue: Dialogue) -> None:
    if not dialogue.is_open:
        raise DialogueClosed


def _save(step: PlanStep, *fields: str) -> None:
    step.version += 1
    step.save(update_fields=[*fields, "version"])


def _record(by: User, dialogue: Dialogue, kind: str, subject: object, **details: str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=subject,  # type: ignore[arg-type]
        details=details,
    )
