"""Letters to those who plan a dialogue: a report on a promise is due."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.db import transaction

from dialogues.choices import AuditKind
from dialogues.models import Dialogue
from dialogues.schedules import FOLLOW_UP_DUE, after_quiet_hours, follow_up_key
from records.actors import SYSTEM
from records.services import audit, outbox


class DueFollowUp(Protocol):
    """One letter that is due, as the finder in `reminders` tells it."""

    agency_id: int
    dialogue_id: int
    due_on: date
    user_id: int
    closes_at: datetime


@transaction.atomic
def queue(*, due: Iterable[DueFollowUp], now: datetime) -> int:
    """Leave a letter for each. Asked again, it leaves none twice."""
    queued: dict[int, int] = {}
    ours = list(due)
    dialogues = Dialogue.objects.select_related("agency").in_bulk({one.dialogue_id for one in ours})
    for one in ours:
        if _queue(one, dialogues[one.dialogue_id], now):
            queued[one.dialogue_id] = queued.get(one.dialogue_id, 0) + 1
    for dialogue_id, count in queued.items():
        dialogue = dialogues[dialogue_id]
        audit.record(
            by=SYSTEM,
            kind=AuditKind.FOLLOW_UPS_ASKED,
            agency_id=dialogue.agency_id,
            dialogue_id=dialogue_id,
            details={"count": count},
        )
    return sum(queued.values())


def _queue(one: DueFollowUp, dialogue: Dialogue, now: datetime) -> bool:
    message = outbox.post(
        by=SYSTEM,
        kind=FOLLOW_UP_DUE,
        key=follow_up_key(one.dialogue_id, one.due_on, one.user_id),
        recipient=f"user:{one.user_id}",
        context={"due_on": one.due_on.isoformat()},
        expires_at=one.closes_at,
        not_before=after_quiet_hours(now, ZoneInfo(dialogue.agency.time_zone), one.closes_at),
        agency_id=one.agency_id,
        dialogue_id=one.dialogue_id,
    )
    return message is not None
