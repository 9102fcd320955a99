"""The table a reviewer takes along: one row a dialogue, numbers instead of people."""

from collections.abc import Iterator

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dialogues.models import Attendance, Dialogue

MOST_ROWS = 10_000
HEADER = (
    "agency",
    "state",
    "dialogue",
    "phase",
    "status",
    "opened_on",
    "closed_on",
    "incident_kind",
    "format",
    "purpose",
    "sessions_held",
    "sessions_cancelled",
    "first_session_on",
    "last_session_on",
    "people_attended",
    "commitments_made",
    "commitments_done",
    "commitments_dropped",
)


def rows_of(dialogues: QuerySet[Dialogue]) -> Iterator[tuple[object, ...]]:
    """The rows of the table. No names, contacts, access needs or notes exist in this query."""
    people = (
        Attendance.objects.filter(session__dialogue=OuterRef("pk"))
        .order_by()
        .values("session__dialogue")
        .annotate(people=Sum("count"))
        .values("people")
    )
    wanted = dialogues.select_related("agency", "incident").annotate(
        sessions_held=Count("sessions", filter=Q(sessions__status="held"), distinct=True),
        sessions_cancelled=Count("sessions", filter=Q(sessions__status="cancelled"), distinct=True),
        first_session=Min("sessions__starts_at", filter=~Q(sessions__status="cancelled")),
        last_session=Max("sessions__starts_at", filter=~Q(sessions__status="cancelled")),
        commitments_made=Count("commitments", distinct=True),
        commitments_done=Count("commitments", filter=Q(commitments__status="done"), distinct=True),
        commitments_dropped=Count("commitments", filter=Q(commitments__status="dropped"), distinct=True),
        people_attended=Coalesce(Subquery(people), 0),
    )
    for row in wanted[:MOST_ROWS].iterator(chunk_size=500):
        yield (
            row.agency.name,
            row.agency.state,
            row.title,
            row.phase,
            row.status,
            row.opened_at.date(),
            row.closed_at.date() if row.closed_at else "",
            row.incident.kind if row.incident else "",
            row.format,
            row.purpose,
            row.sessions_held,
            row.sessions_cancelled,
            row.first_session.date() if row.first_session else "",
            row.last_session.date() if row.last_session else "",
            row.people_attended,
            row.commitments_made,
            row.commitments_done,
            row.commitments_dropped,
        )
