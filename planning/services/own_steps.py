"""Steps of an agency's own: writing, changing and retiring them, and adding one to a running plan."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from planning import content
from planning.choices import AuditKind
from planning.content import Step
from planning.errors import AddedStepsFull, OwnStepRetired, OwnStepsFull
from planning.models import OwnStep, Plan, PlanStep
from planning.models.own_steps import OwnStepValues
from planning.permissions import may_work_on_plan, may_write_own_steps
from planning.services.plans import add_steps, put_in_order
from planning.summaries.own_steps import as_step, stage_title
from records.services import audit

MOST = 60  # in new plans, of one agency
MOST_IN_PLAN = 100  # with those that were taken out of new plans


@transaction.atomic
def write(
    *,
    by: User,
    agency: Agency,
    phase: str,
    stage: str,
    values: OwnStepValues,
    form_key: UUID | None = None,
) -> OwnStep:
    """Write a step that new plans of this agency take from now on. The same form sent twice writes one."""
    may_write_own_steps(by, agency).require()
    key = form_key or uuid4()
    known = OwnStep.objects.filter(agency=agency, form_key=key).first()
    if known is not None:
        return known
    _require_room(agency)
    row, is_new = OwnStep.objects.get_or_create(
        form_key=key,
        agency=agency,
        defaults={**values, "phase": phase, "stage": stage, "written_at": timezone.now(), "written_by": by},
    )
    if is_new:
        _record(by, row, AuditKind.OWN_STEP_WRITTEN)
    return row


@transaction.atomic
def change(*, by: User, own: OwnStep, version: int, changes: dict[str, Any]) -> OwnStep:
    """Change an own step for new plans. Running plans are offered the new words and keep theirs until they choose."""
    row = _lock(by, own)
    if row.is_retired:
        raise OwnStepRetired
    wanted = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not wanted:
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*wanted, "version"])
    _record(by, row, AuditKind.OWN_STEP_CHANGED)
    return row


@transaction.atomic
def retire(*, by: User, own: OwnStep) -> OwnStep:
    """Take an own step out of new plans. Plans that have it keep it."""
    row = _lock(by, own)
    if not row.is_retired:
        row.retired_at, row.retired_by = timezone.now(), by
        row.save(update_fields=["retired_at", "retired_by"])
        _record(by, row, AuditKind.OWN_STEP_RETIRED)
    return row


@transaction.atomic
def put_back(*, by: User, own: OwnStep) -> OwnStep:
    """Undo `retire`: new plans take the step again."""
    row = _lock(by, own)
    if row.is_retired:
        _require_room(row.agency)
        row.retired_at, row.retired_by = None, None
        row.save(update_fields=["retired_at", "retired_by"])
        _record(by, row, AuditKind.OWN_STEP_RETURNED)
    return row


@transaction.atomic
def add_to_plan(
    *,
    by: User,
    plan: Plan,
    stage: str,
    values: OwnStepValues,
    form_key: UUID | None = None,
    is_for_future: bool = False,
) -> PlanStep:
    """Add a step to a running plan, at the end of its stage: for this plan alone, or for future ones as well.

    The second needs the right to write the agency's own steps. The same form sent twice adds one.
    """
    may_work_on_plan(by, plan).require()
    if not plan.is_open:
        raise DialogueClosed
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    key = form_key or uuid4()
    if is_for_future:
        own = write(by=by, agency=plan.agency, phase=plan.phase, stage=stage, values=values, form_key=key)
        step = as_step(own)
    else:
        step = _for_this_plan(key, stage, values)
    known = plan.steps.filter(key=step.key).first()
    if known is not None:
        return known
    if plan.steps.filter(is_own=True).count() >= MOST_IN_PLAN:
        raise AddedStepsFull
    (row,) = add_steps(plan, [(step, stage_title(plan.phase, stage))], after=plan.steps.count())
    put_in_order(plan)
    audit.record(
        by=by,
        kind=AuditKind.STEP_ADDED,
        agency_id=plan.agency_id,
        dialogue_id=plan.dialogue_id,
        subject=row,
    )
    return row


def _for_this_plan(key: UUID, stage: str, values: OwnStepValues) -> Step:
    return content.own_step(
        key=f"added-{key.hex}",
        stage=stage,
        title=values["title"],
        why=values["why"],
        tasks=values["tasks"].splitlines(),
        owner=values["suggested_owner"],
        counting=values["counting"],
        number=values["number"],
        evidence=values["evidence_name"],
        tag=content.THIS_PLAN,
    )


def _require_room(agency: Agency) -> None:
    if OwnStep.objects.filter(agency=agency).in_use().count() >= MOST:
        raise OwnStepsFull


def _lock(by: User, own: OwnStep) -> OwnStep:
    may_write_own_steps(by, own.agency).require()
    row = OwnStep.objects.select_for_update().get(pk=own.pk)
    row.agency = own.agency
    return row


def _record(by: User, row: OwnStep, kind: str) -> None:
    audit.record(by=by, kind=kind, agency_id=row.agency_id, subject=row)
