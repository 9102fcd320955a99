"""The table a reviewer takes along: one row a dialogue, numbers instead of people."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from dialogues.choices import CommitmentStatus, SessionStatus
from dialogues.models import Attendance, Commitment, Dialogue, Session

MOST_ROWS = 10_000
BATCH = 500
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
    "next_session_on",
    "people_attended",
    "commitments_made",
    "commitments_done",
    "commitments_dropped",
)


def number_of(dialogues: QuerySet[Dialogue]) -> int:
    """How many rows the table will have."""
    return dialogues.order_by()[:MOST_ROWS].count()


def rows_of(dialogues: QuerySet[Dialogue], *, now: datetime) -> Iterator[tuple[object, ...]]:
    """The rows of the table, newest dialogue first, 500 in memory at a time.

    The first and last session are those that were held; the next one is planned for `now` or later.
    No names, contacts, access needs or notes exist in these queries.
    """
    wanted = _with_numbers(dialogues.order_by("-pk"), now)
    before, left = None, MOST_ROWS
    while left > 0:
        page = wanted.filter(pk__lt=before) if before else wanted
        batch = list(page[: min(BATCH, left)])
        yield from (_row(one) for one in batch)
        if len(batch) < BATCH:
            return
        before, left = batch[-1].pk, left - len(batch)


def _with_numbers(dialogues: QuerySet[Dialogue], now: datetime) -> QuerySet[Dialogue]:
    sessions = Session.objects.filter(dialogue=OuterRef("pk")).order_by().values("dialogue")
    held = sessions.filter(status=SessionStatus.HELD)
    coming = sessions.filter(status=SessionStatus.PLANNED, starts_at__gte=now)
    commitments = Commitment.objects.filter(dialogue=OuterRef("pk")).order_by().values("dialogue")
    people = Attendance.objects.filter(session__dialogue=OuterRef("pk")).order_by()
    return dialogues.select_related("agency", "incident").annotate(
        sessions_held=_number(held),
        sessions_cancelled=_number(sessions.filter(status=SessionStatus.CANCELLED)),
        first_session=Subquery(held.annotate(at=Min("starts_at")).values("at")),
        last_session=Subquery(held.annotate(at=Max("starts_at")).values("at")),
        next_session=Subquery(coming.annotate(at=Min("starts_at")).values("at")),
        people_attended=Coalesce(
            Subquery(people.values("session__dialogue").annotate(n=Sum("count")).values("n")), 0
        ),
        commitments_made=_number(commitments),
        commitments_done=_number(commitments.filter(status=CommitmentStatus.DONE)),
        commitments_dropped=_number(commitments.filter(status=CommitmentStatus.DROPPED)),
    )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def _row(one: Dialogue) -> tuple[object, ...]:
    """Days are those of the agency's clock."""
    zone = ZoneInfo(one.agency.time_zone)
    return (
        one.agency.name,
        one.agency.state,
        one.title,
        one.phase,
        one.status,
        _day(one.opened_at, zone),
        _day(one.closed_at, zone),
        one.incident.kind if one.incident else "",
        one.format,
        one.purpose,
        one.sessions_held,
        one.sessions_cancelled,
        _day(one.first_session, zone),
        _day(one.last_session, zone),
        _day(one.next_session, zone),
        one.people_attended,
        one.commitments_made,
        one.commitments_done,
        one.commitments_dropped,
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
