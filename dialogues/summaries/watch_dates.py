"""Dates to watch: what lies ahead, which steps come before, and what has to be asked again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from dialogues import content
from dialogues.choices.incidents import WatchKind
from dialogues.models import Incident, WatchDate, WatchStep
from dialogues.querysets.incidents import IncidentQuerySet
from dialogues.timing import day_in, next_anniversary

MOST_LISTED = 100
BETWEEN_CHECKS = timedelta(days=7)  # our own default: ask once a week while the day is not known


@dataclass(frozen=True)
class StepLine:
    """A step before a date: on which day to do it, and who ticked it. `is_due`: its day has come, unticked."""

    step: content.Step
    on: date
    tick: WatchStep | None
    is_due: bool


@dataclass(frozen=True)
class WatchLine:
    """One date. Steps of a window are counted from its earliest day: better early than late."""

    row: WatchDate
    steps: tuple[StepLine, ...]
    is_over: bool
    needs_check_in: bool

    @property
    def label(self) -> str:
        return self.row.get_kind_display()

    @property
    def why(self) -> str:
        return content.pre_brief(self.row.kind).why

    @property
    def done(self) -> int:
        return sum(line.tick is not None for line in self.steps)

    @property
    def next_step(self) -> StepLine | None:
        return next((line for line in self.steps if line.tick is None), None)

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(line.step.key for line in self.steps if line.tick is not None)


@dataclass(frozen=True)
class ComingDate:
    """One date of one of several incidents, for a page that lists what is next."""

    incident: Incident
    line: WatchLine


@dataclass(frozen=True)
class WatchDates:
    """The dates of one incident, in order of time, and an anniversary to accept. Three queries."""

    ahead: tuple[WatchLine, ...]
    over: tuple[WatchLine, ...]
    anniversary: date | None

    @property
    def next(self) -> WatchLine | None:
        return self.ahead[0] if self.ahead else None

    @classmethod
    def of(cls, incident: Incident, *, now: datetime) -> Self:
        today = day_in(incident.time_zone, now)
        lines = _lines(list(incident.watch_dates.kept().in_order()[:MOST_LISTED]), today)
        return cls(
            ahead=tuple(line for line in lines if not line.is_over),
            over=tuple(line for line in lines if line.is_over),
            anniversary=_anniversary(incident, today),
        )

    @staticmethod
    def coming(
        incidents: IncidentQuerySet, *, today: date, horizon: timedelta, at_most: int = 20
    ) -> tuple[ComingDate, ...]:
        """Dates of these incidents that are not over and begin within `horizon`, the nearest first.

        Withdrawn incidents have none. Two queries, however many incidents.
        """
        rows = (
            WatchDate.objects.ahead(today)
            .filter(incident__in=incidents.standing(), first_on__lte=today + horizon)
            .select_related("incident")
            .in_order()
        )
        lines = _lines(list(rows[:at_most]), today)
        return tuple(ComingDate(line.row.incident, line) for line in lines)


def _lines(rows: list[WatchDate], today: date) -> list[WatchLine]:
    ticks: dict[int, dict[str, WatchStep]] = defaultdict(dict)
    for tick in WatchStep.objects.filter(watch_date__in=rows).select_related("ticked_by"):
        ticks[tick.watch_date_id][tick.key] = tick
    return [_line(row, ticks[row.pk], today) for row in rows]


def _line(row: WatchDate, ticks: dict[str, WatchStep], today: date) -> WatchLine:
    is_over = row.last_on < today
    asked_on = (row.checked_at or row.added_at).date()
    return WatchLine(
        row=row,
        steps=tuple(_step_lines(row, ticks, today, is_over=is_over)),
        is_over=is_over,
        needs_check_in=row.is_window and not is_over and today - asked_on >= BETWEEN_CHECKS,
    )


def _step_lines(
    row: WatchDate, ticks: dict[str, WatchStep], today: date, *, is_over: bool
) -> Iterable[StepLine]:
    for step in content.pre_brief(row.kind).steps:
        on, tick = row.first_on - timedelta(days=step.days_before), ticks.get(step.key)
        yield StepLine(step, on, tick, is_due=tick is None and on <= today and not is_over)


def _anniversary(incident: Incident, today: date) -> date | None:
    """The next one, to be accepted; none when it was added or taken off the list before."""
    coming = next_anniversary(day_in(incident.time_zone, incident.known_at), today)
    known = incident.watch_dates.filter(kind=WatchKind.ANNIVERSARY, first_on=coming)
    return None if known.exists() else coming
