"""Arithmetic of clocks in a zone, and elapsed time in words. Pure: nothing here reads the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.errors import EndsBeforeStart, TimeDoesNotExist, TimeHappensTwice

Occurrence = Literal["", "first", "second"]


@dataclass(frozen=True)
class Schedule:
    """When and where a session takes place: what people who were asked must hear of when it changes."""

    starts_at: datetime
    minutes: int
    time_zone: str
    venue: str = ""
    address: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class Days:
    """One day, or the window in which it will fall: then `last_on` is given."""

    first_on: date
    last_on: date | None = None


def moments(day: date, clock: time, zone: str) -> list[datetime]:
    """When the clocks of a zone show this time: once as a rule, never in a spring gap, twice in autumn."""
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0))
    place = ZoneInfo(zone)
    found = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    return sorted({moment for moment in found if moment.astimezone(place).replace(tzinfo=None) == wall})


def resolve(day: date, clock: time, zone: str, occurrence: Occurrence = "") -> datetime:
    """The moment meant by a time on the clock. Refuses one that never comes, asks if it comes twice."""
    found = moments(day, clock, zone)
    if not found:
        raise TimeDoesNotExist
    if len(found) == 1:
        return found[0]
    if occurrence not in {"first", "second"}:
        raise TimeHappensTwice
    return found[0] if occurrence == "first" else found[1]


def length_until(start: datetime, clock: time, zone: str, *, is_next_day: bool = False) -> int:
    """Minutes from the start until the clocks next show `clock`, as elapsed time: on the same day, or on the next.

    In a night in which clocks change, the minutes that pass are counted, not the difference of the clocks.
    """
    day = start.astimezone(ZoneInfo(zone)).date() + timedelta(days=is_next_day)
    found = moments(day, clock, zone)
    if not found:
        raise TimeDoesNotExist
    later = [moment for moment in found if moment > start]
    if not later:
        raise EndsBeforeStart
    return int((later[0] - start).total_seconds() // 60)


def day_in(zone: str, now: datetime) -> date:
    """Which day it is there."""
    return now.astimezone(ZoneInfo(zone)).date()


def next_anniversary(day: date, today: date) -> date:
    """The next return of a day, at least a year after it. The 29th of February returns on the 28th."""
    for year in range(max(day.year + 1, today.year), today.year + 2 + max(day.year - today.year, 0)):
        returned = (
            day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
        )
        if returned >= today:
            return returned
    raise AssertionError("a day returns every year")


def spell_elapsed(gone: timedelta) -> str:
    """6 hours 12 minutes, 3 days 4 hours, 12 days. The two largest parts; days alone after a week."""
    minutes = max(int(gone.total_seconds() // 60), 0)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days >= 7:
        return _days(days)
    if days:
        return f"{_days(days)} {_hours(hours)}" if hours else _days(days)
    if hours:
        return f"{_hours(hours)} {_minutes(minutes)}" if minutes else _hours(hours)
    return _minutes(minutes) if minutes else _("less than a minute")


def spell_length(minutes: int) -> str:
    """90 → 1 hour 30 minutes"""
    return spell_elapsed(timedelta(minutes=minutes))


def _days(count: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", count) % {"n": count}


def _hours(count: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", count) % {"n": count}


def _minutes(count: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", count) % {"n": count}
