"""Walking a plan: tick tasks, settle, note, skip, assign and date its steps."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from planning.choices import AuditKind, RecordKind, StepStatus
from planning.errors import DoneInFuture, NothingNoted, ReasonMissing
from planning.evidence.anchors import anchors_of
from planning.models import Plan, PlanStep, StepRecord
from planning.models.plans import Arrangements, Beforehand
from planning.permissions import may_work_on_plan
from planning.timing import due_date, next_turn
from records import timing as spelling
from records.services import audit


@transaction.atomic
def save_ticks(*, by: User, step: PlanStep, shown: Collection[str], ticked: Collection[str]) -> PlanStep:
    """Apply what the person changed.

    `shown` is what was ticked when their page was made, so that a colleague's tick made meanwhile stays.
    """
    _work_on(by, step.plan)
    _tick(by, step, set(shown), set(ticked))
    return step


@transaction.atomic
def note(
    *, by: User, step: PlanStep, text: str, done_at: datetime | None = None, form_key: UUID | None = None
) -> PlanStep:
    """Write down what was done, without settling the step. People act first and write later: `done_at` is when."""
    _work_on(by, step.plan)
    if not text.strip():
        raise NothingNoted
    row = _lock(step)
    if _log(by, row, RecordKind.NOTED, text, done_at, form_key):
        _record(by, row, AuditKind.STEP_NOTED)
    return row


@transaction.atomic
def mark_done(
    *,
    by: User,
    step: PlanStep,
    evidence: str = "",
    done_at: datetime | None = None,
    turn: int | None = None,
    shown: Collection[str] = (),
    ticked: Collection[str] = (),
) -> PlanStep:
    """Settle a step by a person's word, with the ticks of the same page; see `save_ticks`.

    A step that comes back is done for this time and waits for its next day, its tasks unticked. `turn` is the one
    that the person's page showed, so that doing it twice does no harm. Whoever comes second finds in `beforehand` of
    the row who was first; their words are kept as a note. A skipped step must be opened first.
    """
    _work_on(by, step.plan)
    row = _lock(step)
    if row.status != StepStatus.OPEN or turn not in {None, row.turn}:  # settled meanwhile, by whomever
        return _come_second(by, row, evidence)
    _tick(by, step, set(shown), set(ticked))
    _log(by, row, RecordKind.DONE, evidence, done_at)
    row.evidence = evidence.strip() or row.evidence
    if not _wait_for_next_turn(row):
        row.status, row.settled_at, row.settled_by = StepStatus.DONE, timezone.now(), by
    _save(row, "status", "settled_at", "settled_by", "evidence", *TURN)
    _record(by, row, AuditKind.STEP_DONE)
    return row


TURN = ("turn", "done_before_at", "due_on", "was_due_on", "is_due_set_by_hand")


def _wait_for_next_turn(row: PlanStep) -> bool:
    """Turn a step that comes back to its next day; says whether it does come back."""
    anchors, zone = anchors_of([row.plan])[row.plan_id], ZoneInfo(row.plan.time_zone)
    now = timezone.now()
    turn = next_turn(row.due_rule, anchors, zone, row.turn, now.astimezone(zone).date())
    if turn is None:
        return False
    row.turn, row.done_before_at = turn, now
    row.due_on, row.was_due_on = due_date(row.due_rule, anchors, zone, turn), None
    row.is_due_set_by_hand = False
    row.tasks.update(done_at=None, done_by=None)
    return True


def _tick(by: User, step: PlanStep, before: set[str], wanted: set[str]) -> None:
    changed = wanted ^ before
    for task in step.tasks.select_for_update().order_by("position"):
        if task.key not in changed:
            continue
        is_done = task.key in wanted
        if is_done == (task.done_at is not None):
            continue
        task.done_at, task.done_by = (timezone.now(), by) if is_done else (None, None)
        task.save(update_fields=["done_at", "done_by"])
        _record(by, step, AuditKind.TASK_TICKED if is_done else AuditKind.TASK_UNTICKED, subject=task)


def _come_second(by: User, row: PlanStep, text: str) -> PlanStep:
    """Someone settled it before. What the second person wrote becomes a note, unless it says the same."""
    words, first = text.strip(), _first(row)
    is_kept = bool(words) and words not in {row.evidence, row.skip_reason}
    is_kept = is_kept and not row.records.filter(recorded_by=by, text=words).exists()
    row.beforehand = replace(first, is_kept=is_kept)
    if is_kept:
        _log(by, row, RecordKind.NOTED, words)
        if row.status == StepStatus.DONE and not row.evidence:
            row.evidence = words
            _save(row, "evidence")
        _record(by, row, AuditKind.STEP_EVIDENCE_NOTED)
    return row


def _first(row: PlanStep) -> Beforehand:
    """Who settled it, and when. A step that came back meanwhile is open, so its log says it."""
    if row.settled_by is not None and row.settled_at is not None:
        return Beforehand(row.settled_by.full_name, row.settled_at, row.skip_reason)
    last = row.records.filter(kind=RecordKind.DONE).select_related("recorded_by").order_by("pk").last()
    return Beforehand(last.recorded_by.full_name, last.recorded_at) if last else Beforehand("", None)


@transaction.atomic
def skip(*, by: User, step: PlanStep, reason: str, turn: int | None = None) -> PlanStep:
    """Leave a step out, with a reason that the record keeps. `turn` and who comes second: as in `mark_done`."""
    _work_on(by, step.plan)
    if not reason.strip():
        raise ReasonMissing
    row = _lock(step)
    if row.status != StepStatus.OPEN or turn not in {None, row.turn}:
        return _come_second(by, row, reason)
    row.status, row.settled_at, row.settled_by = StepStatus.SKIPPED, timezone.now(), by
    row.skip_reason = reason.strip()
    _save(row, "status", "settled_at", "settled_by", "skip_reason")
    _log(by, row, RecordKind.SKIPPED, reason)
    _record(by, row, AuditKind.STEP_SKIPPED, reason=row.skip_reason)
    return row


@transaction.atomic
def reopen(*, by: User, step: PlanStep, turn: int | None = None) -> PlanStep:
    """Put a settled step back on the list; the earlier word stays in the record.

    A step that waits for its next day is as it was before it was done. `turn` is the one that the person's page
    showed, so that opening it twice does no harm.
    """
    _work_on(by, step.plan)
    row = _lock(step)
    if row.status == StepStatus.OPEN and (row.turn == 0 or turn not in {None, row.turn}):
        return row
    if row.status == StepStatus.OPEN:
        row.turn, row.done_before_at = _turn_before(row)
        row.is_due_set_by_hand, row.due_on = False, _day_by_guidance(row)
    row.status, row.settled_at, row.settled_by, row.skip_reason = StepStatus.OPEN, None, None, ""
    _save(row, "status", "settled_at", "settled_by", "skip_reason", *TURN)
    _log(by, row, RecordKind.REOPENED)
    _record(by, row, AuditKind.STEP_REOPENED)
    return row


def _turn_before(row: PlanStep) -> tuple[int, datetime | None]:
    """The turn that the last doing settled, and when the one before that was done, as the log says.

    What was opened again counts no more. Days that passed before a late doing are not asked for again.
    """
    settled: list[datetime] = []
    words = row.records.exclude(kind=RecordKind.NOTED).order_by("pk").values_list("kind", "recorded_at")
    for kind, at in words:
        if kind != RecordKind.REOPENED:
            settled.append(at)
        elif settled:
            settled.pop()
    before = settled[:-1]
    if not before:
        return 0, None
    anchors, zone = anchors_of([row.plan])[row.plan_id], ZoneInfo(row.plan.time_zone)
    turn = next_turn(row.due_rule, anchors, zone, 0, before[-1].astimezone(zone).date())
    return max(len(before), turn or 0), before[-1]


@transaction.atomic
def arrange(*, by: User, step: PlanStep, changes: Arrangements, version: int | None = None) -> PlanStep:
    """Say who sees to a step, and by when. With an account, the person finds it on their home page.

    `version` is the one that the changes were held against: what a colleague arranged since is shown first.
    """
    _work_on(by, step.plan)
    row = _lock(step)
    if changes and version not in {None, row.version}:
        raise ChangedMeanwhile
    if "owner_name" in changes:
        _assign(by, row, changes.get("owner"), changes["owner_name"].strip())
    if "due_on" in changes:
        _set_due_date(by, row, changes["due_on"])
    return row


@transaction.atomic
def arrange_several(*, by: User, plan: Plan, keys: Collection[str], changes: Arrangements) -> int:
    """The same for several open steps of a plan at once; says how many. Settled ones stay as they are."""
    _work_on(by, plan)
    rows = plan.steps.select_for_update().to_do().filter(key__in=keys).order_by("pk")
    count = 0
    for row in rows:
        row.plan = plan
        arrange(by=by, step=row, changes=changes)
        count += 1
    return count


def _assign(by: User, row: PlanStep, owner: User | None, name: str) -> None:
    if (row.owner, row.owner_name) == (owner, name):
        return
    row.owner, row.owner_name = owner, name
    _save(row, "owner", "owner_name")
    _record(by, row, AuditKind.STEP_ASSIGNED, owner=name or "—")


def _set_due_date(by: User, row: PlanStep, due_on: date | None) -> None:
    day = due_on or _day_by_guidance(row)
    if (row.due_on, row.is_due_set_by_hand) == (day, due_on is not None):
        return
    row.due_on, row.is_due_set_by_hand, row.was_due_on = day, due_on is not None, None
    _save(row, "due_on", "is_due_set_by_hand", "was_due_on")
    _record(by, row, AuditKind.STEP_DATED, when=spelling.spell_day(day) if day else "—")


def _day_by_guidance(step: PlanStep) -> date | None:
    anchors = anchors_of([step.plan])[step.plan_id]
    return due_date(step.due_rule, anchors, ZoneInfo(step.plan.time_zone), step.turn)


def _work_on(by: User, plan: Plan) -> None:
    may_work_on_plan(by, plan).require()
    if not plan.is_open:
        raise DialogueClosed


def _lock(step: PlanStep) -> PlanStep:
    """The row as it stands, nobody else changing it until this is over. Its plan comes from the caller."""
    row = PlanStep.objects.select_for_update().get(pk=step.pk)
    row.plan = step.plan
    return row


def _save(step: PlanStep, *fields: str) -> None:
    step.version += 1
    step.save(update_fields=[*fields, "version"])


def _log(
    by: User,
    step: PlanStep,
    kind: RecordKind,
    text: str = "",
    done_at: datetime | None = None,
    form_key: UUID | None = None,
) -> bool:
    """Add a line to the log of a step; says whether it is new.

    The same form sent again adds nothing. With other words in it, both lines stay: no word is lost.
    """
    now = timezone.now()
    if done_at is not None and done_at > now:
        raise DoneInFuture
    told: Mapping[str, object] = {
        "step": step,
        "kind": kind,
        "done_at": done_at or now,
        "text": text.strip(),
        "recorded_at": now,
        "recorded_by": by,
    }
    row, is_new = StepRecord.objects.get_or_create(form_key=form_key or uuid4(), defaults=told)
    if is_new or (row.step_id, row.recorded_by_id, row.text) == (step.pk, by.pk, text.strip()):
        return is_new
    StepRecord.objects.create(form_key=uuid4(), **told)
    return True


def _record(by: User, step: PlanStep, kind: str, *, subject: object | None = None, **details: str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=step.plan.agency_id,
        dialogue_id=step.plan.dialogue_id,
        subject=subject or step,  # type: ignore[arg-type]
        details=details,
    )
