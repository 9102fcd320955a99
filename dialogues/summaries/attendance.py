"""Attendance of a session: what the form starts from, and the totals without names."""

import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Affiliation, Answer, AttendanceWay, Naming
from dialogues.models import Attendance, Invitation, Participant, Session

MOST_LISTED = 500
# Those who were written down stand first, so that a long list never loses one of them.
RECORDED, SAID_YES, OTHERS_INVITED, SAID_NO = range(4)
HINTS = {
    OTHERS_INVITED: _("Not sure, or did not answer"),
    SAID_NO: _("Said that they could not come"),
}


def version_of(rows: Iterable[Attendance]) -> int:
    """A number for what was recorded: the same rows have the same number, whoever wrote them and when."""
    people: set[tuple[int, str, str]] = set()
    counts = dict.fromkeys(Affiliation.values, 0)
    for row in rows:
        if row.participant_id:
            people.add((row.participant_id, str(row.way), row.label))
        else:
            counts[row.affiliation] += row.count
    return zlib.crc32(repr((sorted(people), sorted(counts.items()))).encode()) + 1


@dataclass(frozen=True)
class Expected:
    """One person as the host may see them: called as they wish, and what they answered.

    Only when two are called the same does the name on the list stand there too.
    """

    participant: Participant
    group: int
    has_namesake: bool

    @property
    def label(self) -> str:
        called, name = self.participant.called or self.participant.name, self.participant.name
        shown = f"{called} ({name})" if self.has_namesake and name != called else called
        return f"{shown} · {self.participant.get_category_display()}"

    @property
    def hint(self) -> str | Promise:
        return HINTS.get(self.group, "")


@dataclass(frozen=True)
class AttendanceSheet:
    """What was recorded so far. People who are numbers only appear in the counts alone."""

    expected: tuple[Expected, ...]
    counts: dict[str, int]
    version: int
    is_recorded: bool
    is_cut: bool

    @classmethod
    def of(cls, session: Session) -> "AttendanceSheet":
        """Two queries, however many people."""
        rows = list(session.attendance.all())
        people = list(_expected(session, {row.participant_id for row in rows})[: MOST_LISTED + 1])
        return cls(
            expected=_called(people[:MOST_LISTED]),
            counts=_counts(rows),
            version=version_of(rows),
            is_recorded=bool(rows),
            is_cut=len(people) > MOST_LISTED,
        )

    def current(self) -> dict[str, Any]:
        """What the form starts from."""
        came = sorted(row.participant.pk for row in self.expected if row.group == RECORDED)
        return {"came": [str(key) for key in came]} | {
            f"count_{side}": self.counts.get(side) for side in Affiliation.values
        }


def _expected(session: Session, recorded: set[int | None]) -> QuerySet[Participant]:
    """Everyone who was asked to this session, and those written down without having been asked."""
    asked = Invitation.objects.open().filter(session=session, participant=OuterRef("pk"))
    was_recorded = Q(pk__in=recorded - {None})
    return (
        Participant.objects.filter(dialogue=session.dialogue_id)
        .annotate(answer=Subquery(asked.values("answer")[:1]))
        .filter(was_recorded | (Q(answer__isnull=False) & ~Q(naming=Naming.NUMBER)))
        .annotate(
            group=Case(
                When(was_recorded, then=Value(RECORDED)),
                When(answer=Answer.YES, then=Value(SAID_YES)),
                When(answer=Answer.NO, then=Value(SAID_NO)),
                default=Value(OTHERS_INVITED),
            )
        )
        .order_by("group", "name", "alias", "pk")
    )


def _called(people: list[Any]) -> tuple[Expected, ...]:
    called = Counter(person.called.casefold() for person in people)
    return tuple(
        Expected(person, person.group, has_namesake=called[person.called.casefold()] > 1) for person in people
    )


def _counts(rows: Iterable[Attendance]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        if row.way == AttendanceWay.COUNT:
            counts[row.affiliation] = counts.get(row.affiliation, 0) + row.count
    return counts


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
