"""Attendance of a session: what the form starts from, and the totals without names."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Sum

from dialogues.choices import Affiliation, Answer, AttendanceWay, Naming
from dialogues.models import Attendance, Invitation, Participant, Session


@dataclass(frozen=True)
class Expected:
    """One invited person as the host may see them, and whether they were marked as having come."""

    participant: Participant
    is_expected: bool
    has_come: bool

    @property
    def wishes_number_only(self) -> bool:
        return self.participant.naming == Naming.NUMBER


@dataclass(frozen=True)
class AttendanceSheet:
    """What was recorded so far. People who are numbers only appear in the counts alone."""

    expected: tuple[Expected, ...]
    counts: dict[str, int]
    is_recorded: bool

    @classmethod
    def of(cls, session: Session) -> "AttendanceSheet":
        """Two queries, however many people."""
        rows = list(session.attendance.all())
        came = {row.participant_id for row in rows if row.participant_id}
        invitations = (
            Invitation.objects.open()
            .filter(session=session)
            .exclude(participant__naming=Naming.NUMBER)
            .select_related("participant")
            .order_by("participant__category", "participant__name", "id")
        )
        return cls(
            expected=tuple(
                Expected(row.participant, row.answer == Answer.YES, row.participant_id in came)
                for row in invitations
            ),
            counts={row.affiliation: row.count for row in rows if row.way == AttendanceWay.COUNT},
            is_recorded=bool(rows),
        )


@dataclass(frozen=True)
class AttendanceTotals:
    """How many came, by affiliation. No names: everyone with a seat reads this."""

    total: int
    by_affiliation: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, session: Session) -> "AttendanceTotals":
        return cls.of_many([session])[session.pk]

    @classmethod
    def of_many(cls, sessions: Collection[Session]) -> dict[int, "AttendanceTotals"]:
        """The totals of several sessions, in one query."""
        rows = (
            Attendance.objects.filter(session__in=sessions)
            .values_list("session_id", "affiliation")
            .annotate(people=Sum("count"))
            .order_by("session_id", "affiliation")
        )
        counted: dict[int, dict[str, int]] = {session.pk: {} for session in sessions}
        for session_id, affiliation, people in rows:
            counted[session_id][affiliation] = people
        return {pk: cls._from(people) for pk, people in counted.items()}

    @classmethod
    def _from(cls, people: dict[str, int]) -> "AttendanceTotals":
        parts = [(str(side.label), people[side]) for side in Affiliation if people.get(side)]
        return cls(sum(people.values()), tuple(parts))
