"""Who came, or only how many. Written down as each person wished; a count is as good as names."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices import AttendanceWay, AuditKind, Naming, SessionStatus
from dialogues.errors import DialogueClosed, SessionNotBegun, SessionSettled
from dialogues.models import Attendance, Participant, Session
from dialogues.permissions import may_record_attendance
from records.services import audit

WAYS = {
    Naming.NAMED: AttendanceWay.NAMED,
    Naming.FIRST_NAME: AttendanceWay.FIRST_NAME,
    Naming.ALIAS: AttendanceWay.ALIAS,
}


@transaction.atomic
def record(
    *, by: User, session: Session, counts: Mapping[str, int], came: Collection[Participant]
) -> list[Attendance]:
    """Replace the attendance of a session: counts by affiliation, and the people who came, as they wished.

    A person who wished to be a number only becomes part of a count and cannot be told from it afterwards.
    """
    may_record_attendance(by, session.dialogue).require()
    if not session.dialogue.is_open:
        raise DialogueClosed
    row = Session.objects.select_for_update().get(pk=session.pk)
    if row.status == SessionStatus.CANCELLED:
        raise SessionSettled
    if row.starts_at > timezone.now():
        raise SessionNotBegun
    row.attendance.all().delete()
    totals = {affiliation: number for affiliation, number in counts.items() if number > 0}
    rows = []
    for participant in came:
        if participant.naming == Naming.NUMBER:
            totals[participant.affiliation] = totals.get(participant.affiliation, 0) + 1
        else:
            rows.append(_named(row, participant))
    rows += [_counted(row, affiliation, number) for affiliation, number in totals.items()]
    saved = Attendance.objects.bulk_create(rows)
    audit.record(
        by=by,
        kind=AuditKind.ATTENDANCE_RECORDED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details={"count": sum(row.count for row in saved)},
    )
    return saved


def _named(session: Session, participant: Participant) -> Attendance:
    return Attendance(
        session=session,
        participant=participant,
        way=WAYS[Naming(participant.naming)],
        label=participant.called,
        affiliation=participant.affiliation,
        category=participant.category,
        recorded_at=timezone.now(),
    )


def _counted(session: Session, affiliation: str, number: int) -> Attendance:
    return Attendance(
        session=session,
        way=AttendanceWay.COUNT,
        affiliation=affiliation,
        count=number,
        recorded_at=timezone.now(),
    )
