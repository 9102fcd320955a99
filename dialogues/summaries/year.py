"""A year of sustained engagement on one page: when people met, who is missing, what is owed. No person is named.

A standing calendar, a look at who is missing every quarter, reports after 30, 60 and 90 days and a yearly review
are field practice (CRS on standing councils; Erie; Sanford); “a few” for small numbers is our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dialogues.choices import Category, CommitmentStatus
from dialogues.choices.gate import CHECKLIST
from dialogues.models import Attendance, Charter, Dialogue, FollowUp, Invitation, Session
from dialogues.summaries.charter import charter_of, is_review_due

FEW = 5  # smaller numbers are not told: in a small town, two people of a category are known by name
LOOKING_BACK = timedelta(days=365)
MOST_REPORTS = 6


@dataclass(frozen=True)
class SessionDay:
    """A session and its day on the agency’s clocks."""

    session: Session
    at: datetime


@dataclass(frozen=True)
class Month:
    """One month with its sessions; without any, whether it is over or came before the dialogue was opened."""

    first: date
    sessions: tuple[SessionDay, ...]
    is_over: bool
    is_before: bool


@dataclass(frozen=True)
class Quarter:
    """Three months."""

    months: tuple[Month, ...]

    @property
    def count(self) -> int:
        return sum(len(month.sessions) for month in self.months)

    @property
    def is_before(self) -> bool:
        """Over before the dialogue was opened, and without a session written down later."""
        return not self.count and all(month.is_before for month in self.months)


@dataclass(frozen=True)
class Gap:
    """One stakeholder category over the last twelve months, in words instead of small numbers."""

    label: str | Promise
    listed: str
    asked: str
    came: str


@dataclass(frozen=True)
class Owed:
    """What was promised, in numbers, and the report that is asked for next on each promise."""

    open: int
    behind: int
    kept: int
    reports: tuple[FollowUp, ...]


@dataclass(frozen=True)
class Year:
    """One calendar year of a dialogue. Nine queries, whatever happened in it."""

    number: int
    quarters: tuple[Quarter, ...]
    next_session: Session | None
    gaps: tuple[Gap, ...]
    nobody: tuple[str | Promise, ...]
    unsaid: str
    owed: Owed
    charter: Charter | None
    is_review_due: bool
    is_current: bool

    @classmethod
    def of(cls, dialogue: Dialogue, *, now: datetime, number: int | None = None) -> Self:
        zone = ZoneInfo(dialogue.agency.time_zone)
        today = now.astimezone(zone).date()
        number = number or today.year
        gaps, nobody, unsaid = _missing(dialogue, now)
        charter = charter_of(dialogue)
        return cls(
            number=number,
            quarters=_quarters(
                _sessions_of(dialogue, number, zone), number, today, _opened_on(dialogue, zone)
            ),
            next_session=dialogue.sessions.upcoming(now).first(),
            gaps=gaps,
            nobody=nobody,
            unsaid=unsaid,
            owed=_owed(dialogue, today),
            charter=charter,
            is_review_due=is_review_due(charter, today),
            is_current=number == today.year,
        )

    @property
    def months(self) -> list[Month]:
        return [month for quarter in self.quarters for month in quarter.months]

    @property
    def months_since(self) -> list[Month]:
        """The months to show on paper: since the opening, and any with a session written down later."""
        return [month for month in self.months if not month.is_before or month.sessions]

    @property
    def without(self) -> int:
        """Months since the opening that are over and in which nobody met."""
        return sum(month.is_over and not month.is_before and not month.sessions for month in self.months)


def in_words(number: int) -> str:
    """nobody, a few, 12"""
    if number <= 0:
        return _("nobody")
    return _("a few") if number < FEW else str(number)


def _sessions_of(dialogue: Dialogue, number: int, zone: ZoneInfo) -> list[SessionDay]:
    begin, end = (
        datetime.combine(date(year, 1, 1), time.min, tzinfo=zone).astimezone(UTC)
        for year in (number, number + 1)
    )
    rows = dialogue.sessions.not_cancelled().filter(starts_at__gte=begin, starts_at__lt=end)
    return [SessionDay(row, row.starts_at.astimezone(zone)) for row in rows.order_by("starts_at", "pk")]


def _opened_on(dialogue: Dialogue, zone: ZoneInfo) -> date:
    return dialogue.opened_at.astimezone(zone).date()


def _quarters(
    sessions: Iterable[SessionDay], number: int, today: date, opened_on: date
) -> tuple[Quarter, ...]:
    by_month: dict[int, list[SessionDay]] = {}
    for one in sessions:
        by_month.setdefault(one.at.month, []).append(one)
    months = [
        Month(
            first=date(number, month, 1),
            sessions=tuple(by_month.get(month, ())),
            is_over=(number, month) < (today.year, today.month),
            is_before=(number, month) < (opened_on.year, opened_on.month),
        )
        for month in range(1, 13)
    ]
    return tuple(Quarter(tuple(months[start : start + 3])) for start in (0, 3, 6, 9))


def _missing(dialogue: Dialogue, now: datetime) -> tuple[tuple[Gap, ...], tuple[str | Promise, ...], str]:
    """Categories with somebody, categories with nobody at all, and how many came without saying one."""
    recent = {"session__dialogue": dialogue, "session__starts_at__gt": now - LOOKING_BACK}
    listed = dict(dialogue.participants.order_by().values_list("category").annotate(n=Count("pk")))
    asked = dict(
        Invitation.objects.open()
        .filter(**recent)
        .order_by()
        .values_list("participant__category")
        .annotate(n=Count("participant", distinct=True))
    )
    came = dict(
        Attendance.objects.filter(**recent, session__starts_at__lte=now)
        .order_by()
        .values_list("category")
        .annotate(n=Sum("count"))
    )
    known = [one for one in CHECKLIST if listed.get(one.value) or asked.get(one.value) or came.get(one.value)]
    gaps = (
        Gap(one.label, *(in_words(counts.get(one.value, 0)) for counts in (listed, asked, came)))
        for one in known
    )
    nobody = (one.label for one in CHECKLIST if one not in known)
    return tuple(gaps), tuple(nobody), in_words(came.get(Category.NOT_SAID.value, 0))


def _owed(dialogue: Dialogue, today: date) -> Owed:
    is_open = ~Q(status__in=[CommitmentStatus.DONE, CommitmentStatus.DROPPED])
    counts = dialogue.commitments.aggregate(
        open=Count("pk", filter=is_open),
        behind=Count("pk", filter=is_open & (Q(status=CommitmentStatus.BEHIND) | Q(due_on__lt=today))),
        kept=Count("pk", filter=Q(status=CommitmentStatus.DONE)),
    )
    awaited = FollowUp.objects.awaited().of_open_commitments().filter(commitment__dialogue=dialogue)
    first_of_each = awaited.order_by("commitment", "due_on").distinct("commitment")
    reports = FollowUp.objects.filter(pk__in=first_of_each.values("pk")).select_related("commitment")
    return Owed(**counts, reports=tuple(reports.order_by("due_on", "pk")[:MOST_REPORTS]))
