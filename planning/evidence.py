"""Facts of dialogues that plans go by: the moments that due dates are counted from, and whether one moved."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dialogues.choices import AuditKind, SessionStatus
from dialogues.models import Dialogue, Session
from planning.models import Bookmark, Plan
from planning.timing import Anchors
from records.models import AuditEvent

READER = "due-dates"  # whose bookmark it is
# What may move a session or an incident, as the room below records it.
MOVES = (
    AuditKind.SESSION_SCHEDULED,
    AuditKind.SESSION_RESCHEDULED,
    AuditKind.SESSION_CANCELLED,
    AuditKind.SESSION_HELD,
    AuditKind.INCIDENT_CHANGED,
    AuditKind.DIALOGUE_CHANGED,
)


def anchors_of(plans: Collection[Plan]) -> dict[int, Anchors]:
    """The anchors of each plan, by its id, in one query. The plans bring their dialogue and its incident."""
    coming: dict[int, Session] = {}
    held: dict[int, Session] = {}
    sessions = Session.objects.not_cancelled().filter(dialogue__in={plan.dialogue_id for plan in plans})
    for session in sessions.order_by("starts_at", "id").only("dialogue", "starts_at", "status"):
        if session.status == SessionStatus.PLANNED:
            coming.setdefault(session.dialogue_id, session)
        else:
            held[session.dialogue_id] = session
    return {
        plan.pk: Anchors(
            opened=plan.started_at,
            incident=plan.dialogue.incident.known_at if plan.dialogue.incident else None,
            coming=coming[plan.dialogue_id].starts_at if plan.dialogue_id in coming else None,
            held=held[plan.dialogue_id].starts_at if plan.dialogue_id in held else None,
        )
        for plan in plans
    }


def unread_moves() -> QuerySet[AuditEvent]:
    """Events after the bookmark that may have moved dates."""
    bookmark = Bookmark.objects.filter(reader=READER).values("event_id")
    return AuditEvent.objects.filter(pk__gt=Coalesce(Subquery(bookmark), 0), kind__in=MOVES)


def dialogues_of(events: Iterable[AuditEvent]) -> QuerySet[Dialogue]:
    """The dialogues that these events speak of; an incident's event speaks of all its dialogues."""
    rows = list(events)
    incidents = {int(row.subject_id) for row in rows if row.kind == AuditKind.INCIDENT_CHANGED}
    named = {row.dialogue_id for row in rows if row.dialogue_id}
    return Dialogue.objects.filter(Q(pk__in=named) | Q(incident__in=incidents))
