"""Keeping what is stored of plans in step with sessions, incidents and facts that changed.

Pages reckon dates and look at facts themselves, so they are right at once. What is stored is for finding what is due.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from planning.evidence.anchors import READER, anchors_of, plans_of, unread_events
from planning.evidence.sight import Sight
from planning.models import Bookmark, Plan, PlanStep
from planning.summaries.steps import turn_of
from planning.timing import due_date
from records.models import AuditEvent

BATCH = 1000
MOVING = ["due_on", "was_due_on", "is_moved_by_guidance", "is_found", "turn"]
# An event may become visible after a later one. None takes this long, so younger ones are read again.
LATEST_COMMIT = timedelta(minutes=5)


def follow_events(*, now: datetime) -> int:
    """Follow everything that happened since the last time. Says how many steps changed."""
    Bookmark.objects.get_or_create(reader=READER)
    events = list(unread_events().order_by("pk")[:BATCH])
    changed = sum(follow(plan=plan, now=now) for plan in plans_of(events).order_by("pk"))
    _turn_to(_last_settled(events, now))
    return changed


@transaction.atomic
def follow(*, plan: Plan, now: datetime) -> int:
    """Bring steps that are not settled in step with where their anchors and facts are. Says how many changed.

    Not audited step by step: the move of the session or incident is, and these dates follow from it.
    """
    anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone)
    sight = Sight.of(plan, today=now.astimezone(zone).date())
    changed = []
    for step in plan.steps.select_for_update().to_do().order_by("pk"):
        before = step.due_on, step.is_found, step.turn
        day = step.due_on
        if not step.is_due_set_by_hand:
            step.turn = turn_of(step, anchors, zone)
            day = due_date(step.due_rule, anchors, zone, step.turn)
        if day != step.due_on:
            step.was_due_on, step.due_on, step.is_moved_by_guidance = step.due_on, day, False
        step.is_found = sight.finds(step)
        if (step.due_on, step.is_found, step.turn) != before:
            changed.append(step)
    PlanStep.objects.bulk_update(changed, MOVING)
    return len(changed)


def _last_settled(events: list[AuditEvent], now: datetime) -> int | None:
    """The last event that surely has no earlier one still to come."""
    settled = AuditEvent.objects.filter(at__lt=now - LATEST_COMMIT)
    if len(events) == BATCH:
        settled = settled.filter(pk__lte=events[-1].pk)
    return settled.order_by("-pk").values_list("pk", flat=True).first()


def _turn_to(event_id: int | None) -> None:
    """Never backwards: two readers at once do no harm."""
    Bookmark.objects.filter(reader=READER).update(event_id=Greatest(F("event_id"), event_id or 0))
