"""Who came, or only how many. Written down as each person wished; a count is as good as names."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import AttendanceWay, AuditKind, Naming, SessionStatus
from dialogues.errors import ChangedMeanwhile, DialogueClosed, SessionNotBegun, SessionSettled
from dialogues.models import Attendance, Participant, Session
from dialogues.permissions import may_record_attendance
from dialogues.summaries.attendance import version_of
from records.services import audit

WAYS = {
    Naming.NAMED: AttendanceWay.NAMED,
    Naming.FIRST_NAME: AttendanceWay.FIRST_NAME,
    Naming.ALIAS: AttendanceWay.ALIAS,
}
NOT_BEGUN = _("This session has not begun yet. Write down who came once it has started.")
CANCELLED = _("This session was cancelled, so nobody came to it.")


@transaction.atomic
def record(
    *,
    by: User,
    session: Session,
    counts: Mapping[str, int],
    came: Collection[Participant],
    version: int | None = None,
) -> list[Attendance]:
    """Replace the attendance of a session: counts by affiliation, and the people who came, as they wished.

    A person who wished to be a number only becomes part of a count and cannot be told from it afterwards.
    `version` says what the writer saw; when someone else wrote meanwhile, nothing is replaced.
    """
    may_record_attendance(by, session.dialogue).require()
    row = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    row.dialogue = session.dialogue
    refuse_when_impossible(row)
    before = list(row.attendance.all())
    rows = _rows(row, counts, came)
    if version_of(rows) == version_of(before):
        return before
    if version is not None and version != version_of(before):
        raise ChangedMeanwhile
    row.attendance.all().delete()
    saved = Attendance.objects.bulk_create(rows)
    audit.record(
        by=by,
        kind=AuditKind.ATTENDANCE_RECORDED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details={"count": sum(one.count for one in saved)},
    )
    return saved


def refuse_when_impossible(session: Session) -> None:
    """Nobody can have come to a session that has not begun or was cancelled; a closed dialogue is not changed."""
    if not session.dialogue.is_open:
        raise DialogueClosed
    if session.status == SessionStatus.CANCELLED:
        raise SessionSettled(CANCELLED)
    if session.starts_at > timezone.now():
        raise SessionNotBegun(NOT_BEGUN)


def _rows(session: Session, counts: Mapping[str, int], came: Collection[Participant]) -> list[Attendance]:
    totals = {affiliation: number for affiliation, number in counts.items() if number > 0}
    named = []
    now = timezone.now()
    for participant in came:
        if participant.dialogue_id != session.dialogue_id:
            raise ValueError("this person takes part in another dialogue")
        if participant.naming == Naming.NUMBER:
            totals[participant.affiliation] = totals.get(participant.affiliation, 0) + 1
        else:
            named.append(_named(session, participant))
    rows = named + [_counted(session, affiliation, number) for affiliation, number in totals.items()]
    for row in rows:
        row.recorded_at = now
    return rows


def _named(session: Session, participant: Participant) -> Attendance:
    return Attendance(
        session=session,
        participant=participant,
        way=WAYS[Naming(participant.naming)],
        label=participant.called,
        affiliation=participant.affiliation,
        category=participant.category,
    )


def _counted(session: Session, affiliation: str, number: int) -> Attendance:
    return Attendance(session=session, way=AttendanceWay.COUNT, affiliation=affiliation, count=number)
