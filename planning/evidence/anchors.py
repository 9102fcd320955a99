"""The moments that due dates are counted from, and whether one moved."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dialogues.choices import AuditKind, Phase, SessionStatus
from dialogues.models import Session
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
    """The anchors of each plan, by its id, in one query. The plans bring what they are of; see `with_subjects`.

    A playbook counts from the sessions of the dialogues about its incident, readiness from those of the agency's
    dialogues before any crisis.
    """
    coming: dict[int, Session] = {}
    held: dict[int, Session] = {}
    rows = list(_sessions_of(plans))
    for plan in plans:
        for session in (row for row in rows if _counts_for(row, plan)):
            if session.status == SessionStatus.PLANNED:
                coming.setdefault(plan.pk, session)
            else:
                held[plan.pk] = session
    return {
        plan.pk: Anchors(
            opened=plan.started_at,
            incident=_known_at(plan),
            coming=coming[plan.pk].starts_at if plan.pk in coming else None,
            held=held[plan.pk].starts_at if plan.pk in held else None,
        )
        for plan in plans
    }


def _sessions_of(plans: Collection[Plan]) -> QuerySet[Session]:
    """Sessions in their order that any of these plans counts from."""
    mine = Q(dialogue__in={plan.dialogue_id for plan in plans if plan.dialogue_id})
    mine |= Q(dialogue__incident__in={plan.incident_id for plan in plans if plan.incident_id})
    readying = {plan.agency_id for plan in plans if not (plan.dialogue_id or plan.incident_id)}
    mine |= Q(dialogue__agency__in=readying, dialogue__phase=Phase.PRE_CRISIS)
    rows = Session.objects.not_cancelled().filter(mine).order_by("starts_at", "id")
    return rows.select_related("dialogue").only(
        "starts_at", "status", "dialogue__incident", "dialogue__agency", "dialogue__phase"
    )


def _counts_for(session: Session, plan: Plan) -> bool:
    if plan.dialogue_id:
        return session.dialogue_id == plan.dialogue_id
    if plan.incident_id:
        return session.dialogue.incident_id == plan.incident_id
    return session.dialogue.agency_id == plan.agency_id and session.dialogue.phase == Phase.PRE_CRISIS


def _known_at(plan: Plan) -> datetime | None:
    incident = plan.incident or (plan.dialogue.incident if plan.dialogue else None)
    return incident.known_at if incident else None


def unread_events() -> QuerySet[AuditEvent]:
    """Events after the bookmark."""
    bookmark = Bookmark.objects.filter(reader=READER).values("event_id")
    return AuditEvent.objects.filter(pk__gt=Coalesce(Subquery(bookmark), 0))


def unread_moves() -> QuerySet[AuditEvent]:
    """Events after the bookmark that may have moved dates."""
    return unread_events().filter(kind__in=MOVES)


def plans_of(events: Iterable[AuditEvent]) -> QuerySet[Plan]:
    """The plans that these events may bear upon.

    What happens in a dialogue bears upon its plans, the playbook of its incident and its agency's readiness; what
    happens elsewhere in an agency, upon its readiness, its playbooks and the dialogues about the incident.
    """
    rows = list(events)
    dialogues = {row.dialogue_id for row in rows if row.dialogue_id}
    agencies = {row.agency_id for row in rows if row.agency_id}
    elsewhere = {row.agency_id for row in rows if row.agency_id and not row.dialogue_id}
    incidents = {int(row.subject_id) for row in rows if row.kind == AuditKind.INCIDENT_CHANGED}
    return (
        Plan.objects.filter(
            Q(dialogue__in=dialogues)
            | Q(dialogue__incident__in=incidents)
            | Q(incident__dialogues__in=dialogues)
            | Q(incident__isnull=False, agency__in=elsewhere)
            | Q(agency__in=agencies, dialogue=None, incident=None)
        )
        .distinct()
        .with_subjects()
    )
