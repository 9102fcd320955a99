"""Taking over a newer version of the guidance into a running plan, step by step, as a person chooses.

What was recorded stays: ticks, owners, days set by hand, notes, evidence, and the words of steps that are settled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import DialogueClosed
from dialogues.timing import day_in
from planning.choices import AuditKind
from planning.content.differences import Difference, Fate, Kind, TaskChange
from planning.errors import GuidanceMoved, NothingChosen, NothingToAdopt
from planning.evidence.anchors import anchors_of
from planning.evidence.sight import Sight
from planning.models import Plan, PlanStep, PlanTask
from planning.permissions import may_work_on_plan
from planning.services.plans import add_steps, copy_of, put_in_order
from planning.summaries.comparison import Comparison, offer_of
from records.errors import Refusal
from records.services import audit


@dataclass(frozen=True)
class Adopted:
    """What came of it, in numbers of steps."""

    version: str
    added: int
    changed: int
    declined: int


@transaction.atomic
def adopt(
    *,
    by: User,
    plan: Plan,
    version: str,
    shown: Collection[str],
    chosen: Collection[str],
    left_out: Collection[str] = (),
) -> Adopted:
    """Take over the chosen differences; what was offered and not chosen is left out until it changes again.

    `version`, `shown` and `left_out` (marks) say what the person's page offered, and what it showed as left out
    before: nothing unseen is taken, and nobody takes over unawares what a colleague left out meanwhile.
    Refused with `NothingToAdopt` when someone else was first, `GuidanceMoved` when other things are offered now,
    `NothingChosen` when all that was shown had been left out before and still is.
    """
    may_work_on_plan(by, plan).require()
    if not plan.is_open:
        raise DialogueClosed
    row = _lock(plan)
    found = Comparison.of(row)
    offered = [one for one in found.offered if one.mark in shown]
    again = [one for one in found.left_out if one.mark in left_out]
    taken = [one for one in (*offered, *again) if one.mark in chosen]
    if not offered and not taken and not (found.is_newer and version == found.version):
        raise _why_nothing(found, set(shown), is_asked=bool(again))
    _take(row, found, taken)
    declined = [one for one in offered if one.mark not in chosen]
    _remember(row, found, taken, declined)
    added = sum(one.kind is Kind.NEW for one in taken)
    result = Adopted(found.version, added, len(taken) - added, len(declined))
    _record(by, row, result)
    return result


def _why_nothing(found: Comparison, shown: set[str], *, is_asked: bool) -> Refusal:
    if found.is_newer or any(one.mark not in shown for one in found.offered):
        return GuidanceMoved()
    return NothingChosen() if is_asked else NothingToAdopt()


def _take(plan: Plan, found: Comparison, taken: list[Difference]) -> None:
    anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone)
    sight = Sight.of(plan, today=day_in(plan.time_zone, timezone.now()))
    new = [offer_of(one) for one in taken if one.kind is Kind.NEW]
    add_steps(plan, [(offer.step, offer.stage) for offer in new], after=len(found.rows))
    for one in (one for one in taken if one.kind is Kind.CHANGED):
        step, offer = found.rows[one.key], offer_of(one)
        day = step.due_on
        copy_of(offer.step, step, anchors, zone)
        if "due_rule" not in one.columns:
            step.due_on = day
        elif step.due_on != day:
            step.was_due_on, step.is_moved_by_guidance = day, True
        step.is_found = sight.finds(step)
        step.version += 1
        step.save()
        _take_tasks(step, one.tasks, [task.key for task in offer.step.tasks])


def _take_tasks(step: PlanStep, changes: Iterable[TaskChange], order: list[str]) -> None:
    """What was ticked stays as it is, after the others when it is asked no more."""
    rows = {task.key: task for task in step.tasks.all()}
    for change in changes:
        if change.fate is Fate.ADDED:
            rows[change.key] = PlanTask(step=step, key=change.key, text=change.after)
        elif change.fate is Fate.REWORDED:
            rows[change.key].text = change.after
        elif change.fate is Fate.REMOVED:
            rows.pop(change.key).delete()
    ranks = {key: rank for rank, key in enumerate(order)}
    ordered = sorted(rows.values(), key=lambda task: (ranks.get(task.key, len(ranks)), task.position or 0))
    for position, task in enumerate(ordered, start=1):
        task.position = position
        task.save()


def _remember(plan: Plan, found: Comparison, taken: list[Difference], declined: list[Difference]) -> None:
    """The version, what was left out of it, which steps the guidance has no longer, and the order."""
    out = {one.mark for one in (*found.left_out, *declined)} - {one.mark for one in taken}
    plan.content_version, plan.declined = found.version, sorted(out)
    plan.save(update_fields=["content_version", "declined"])
    gone = [one.key for one in found.gone]
    plan.steps.filter(key__in=gone).update(gone_since=found.version)
    back = [key for key, row in found.rows.items() if row.gone_since and key in found.asked]
    plan.steps.filter(key__in=back).update(gone_since="")
    put_in_order(plan)


def _lock(plan: Plan) -> Plan:
    """The plan, its steps and their tasks as they stand; nobody changes them until this is over."""
    row = Plan.objects.select_for_update(of=("self",)).with_subjects().get(pk=plan.pk)
    list(row.steps.select_for_update().order_by("pk"))
    list(PlanTask.objects.select_for_update().filter(step__plan=row).order_by("step", "position"))
    return row


def _record(by: User, plan: Plan, result: Adopted) -> None:
    audit.record(
        by=by,
        kind=AuditKind.PLAN_CONTENT_ADOPTED,
        agency_id=plan.agency_id,
        dialogue_id=plan.dialogue_id,
        subject=plan,
        details={
            "version": result.version,
            "added": result.added,
            "changed": result.changed,
            "declined": result.declined,
        },
    )
