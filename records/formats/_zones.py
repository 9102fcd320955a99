"""A time zone as calendar programs want it told: its present rules, worked out from the zone itself."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

# A rule is written as a rule only if it holds for this many years from the one asked about.
_YEARS_AHEAD = 6
Observance = TypeVar("Observance", bound=Component)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Change(NamedTuple):
    """The clocks are put forward or back. `local` is what they showed at that moment."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def describe(zone: ZoneInfo, *, year: int) -> Timezone:
    """VTIMEZONE of `zone`, right for all of `year` and the years around it."""
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes(zone.key, year - 1)
    if not changes:
        component.add_component(_without_changes(zone, year))
    for change in changes:
        component.add_component(_observance(zone, change))
    return component


def _without_changes(zone: ZoneInfo, year: int) -> TimezoneStandard:
    moment = datetime(year, 1, 1, tzinfo=zone)
    offset = moment.utcoffset() or timedelta(0)
    change = Change(datetime(1970, 1, 1), offset, offset, moment.tzname() or zone.key, is_summer=False)  # noqa: DTZ001 -- a clock face, no moment
    return _filled(TimezoneStandard(), change)


def _observance(zone: ZoneInfo, change: Change) -> TimezoneStandard | TimezoneDaylight:
    component = _filled(TimezoneDaylight() if change.is_summer else TimezoneStandard(), change)
    rule = _rule(zone, change)
    if rule:
        component.add("rrule", vRecur(FREQ="YEARLY", BYMONTH=change.local.month, BYDAY=rule))
    else:
        for later in _later(zone, change):
            component.add("rdate", later.local)
    return component


def _filled(component: Observance, change: Change) -> Observance:
    component.add("dtstart", change.local)
    component.add("tzoffsetfrom", change.before)
    component.add("tzoffsetto", change.after)
    component.add("tzname", change.name)
    return component


def _rule(zone: ZoneInfo, change: Change) -> str:
    """“Second Sunday”: the words for a change that falls on the same one for years, else an empty string."""
    later = _later(zone, change)
    if len(later) < _YEARS_AHEAD:
        return ""
    for words in (_count_from_start, _count_from_end):
        found = {(words(each.local), each.local.month, each.local.time()) for each in [change, *later]}
        if len(found) == 1:
            return words(change.local)
    return ""


def _later(zone: ZoneInfo, change: Change) -> list[Change]:
    years = range(change.local.year + 1, change.local.year + 1 + _YEARS_AHEAD)
    return [each for year in years for each in _changes(zone.key, year) if each.is_summer == change.is_summer]


def _count_from_start(local: datetime) -> str:
    return f"{(local.day - 1) // 7 + 1}{_DAYS[local.weekday()]}"


def _count_from_end(local: datetime) -> str:
    days = monthrange(local.year, local.month)[1]
    return f"-{(days - local.day) // 7 + 1}{_DAYS[local.weekday()]}"


@lru_cache(maxsize=512)
def _changes(key: str, year: int) -> tuple[Change, ...]:
    return tuple(_find_changes(ZoneInfo(key), year))


def _find_changes(zone: ZoneInfo, year: int) -> Iterator[Change]:
    """Day by day through the year, then to the minute within a day on which the offset changes."""
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, following):
            yield _change_between(zone, moment, following)
        moment = following


def _change_between(zone: ZoneInfo, early: datetime, late: datetime) -> Change:
    before = _offset(zone, early)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        middle = middle.replace(second=0, microsecond=0)
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    after = late.astimezone(zone)
    local = (late + before).replace(tzinfo=None)
    return Change(local, before, _offset(zone, late), after.tzname() or "", bool(after.dst()))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)
