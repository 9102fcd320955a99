"""Keeping the stored due dates in step with sessions and incidents that moved.

Pages reckon the dates themselves, so they are right at once. What is stored is for finding what is due.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from dialogues.models import Dialogue
from planning.evidence import READER, anchors_of, dialogues_of, unread_moves
from planning.models import Bookmark, Plan, PlanStep
from planning.timing import due_date
from records.models import AuditEvent

BATCH = 1000
# An event may become visible after a later one. None takes this long, so younger ones are read again.
LATEST_COMMIT = timedelta(minutes=5)


def follow_moves(*, now: datetime) -> int:
    """Follow every session and incident that moved since the last time. Says how many dates changed."""
    Bookmark.objects.get_or_create(reader=READER)
    events = list(unread_moves().order_by("pk")[:BATCH])
    dialogues = dialogues_of(events).select_related("agency", "incident").order_by("pk")
    changed = sum(follow_anchors(dialogue=dialogue) for dialogue in dialogues)
    _turn_to(_last_settled(events, now))
    return changed


@transaction.atomic
def follow_anchors(*, dialogue: Dialogue) -> int:
    """Move the due dates of steps that are not settled and not dated by hand. Says how many changed.

    Not audited step by step: the move of the session or incident is, and these dates follow from it.
    """
    plans = list(Plan.objects.filter(dialogue=dialogue))
    for plan in plans:
        plan.dialogue = dialogue
    anchors, zone = anchors_of(plans), ZoneInfo(dialogue.agency.time_zone)
    changed = []
    steps = PlanStep.objects.select_for_update().to_do().filter(plan__in=plans, is_due_set_by_hand=False)
    for step in steps.order_by("pk"):
        day = due_date(step.due_rule, anchors[step.plan_id], zone)
        if day != step.due_on:
            step.was_due_on, step.due_on = step.due_on, day
            changed.append(step)
    PlanStep.objects.bulk_update(changed, ["due_on", "was_due_on"])
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
