"""How moments are spelled for people: always with the weekday and the zone, in the active language.

Pure: the caller passes the moment and the zone; nothing here reads the clock.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

EN_DASH = "–"
NO_BREAK = "\N{NO-BREAK SPACE}"
NEAR = timedelta(hours=12)  # so close to a change of the clocks, a clock time is told with its zone
TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")  # never three: an ellipsis stays


def as_zone(zone: str | tzinfo | None) -> tzinfo:
    """The zone of a name such as "America/Chicago"; without one, the zone of the person looking."""
    if not zone:
        return timezone.get_current_timezone()
    return ZoneInfo(zone) if isinstance(zone, str) else zone


def spell_day(day: date) -> str:
    """Tue 8 Dec 2026. Only English writes months with a capital."""
    month = "M" if (get_language() or "en").startswith("en") else "b"
    return formats.date_format(day, f"D j {month} Y")


def spell_clock(moment: datetime | time) -> str:
    """6:00 pm"""
    return f"{_hands(moment)} {_half(moment)}"


def spell_time(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """6:00 pm, for where day and zone stand beside it. Within 12 hours of a change of the clocks 1:30 am CST: the
    same hands may come twice that night, and a spring night skips some."""
    local = moment.astimezone(as_zone(zone))
    return f"{spell_clock(local)} {spell_zone(local)}" if clocks_change_near(local) else spell_clock(local)


def spell_time_from(moment: datetime, start: datetime, zone: str | tzinfo | None = None) -> str:
    """6:00 pm, for a list that begins at a start whose day is told above it. Past midnight: Wed 12:30 am."""
    local, first = moment.astimezone(as_zone(zone)), start.astimezone(as_zone(zone))
    day = "" if local.date() == first.date() else formats.date_format(local, "D")
    zone_name = spell_zone(local) if clocks_change_near(local) else ""
    if not day and not zone_name:
        return spell_clock(local)
    # In a narrow column the line breaks between day, clock and zone, never within the clock.
    return " ".join(filter(None, (day, spell_clock(local).replace(" ", NO_BREAK), zone_name)))


def clocks_change_near(moment: datetime) -> bool:
    """Whether the clocks of its zone change within 12 hours before or after it."""
    instant = moment.astimezone(UTC)
    before, after = ((instant + step).astimezone(moment.tzinfo) for step in (-NEAR, NEAR))
    return before.utcoffset() != after.utcoffset()


def fill(sentence: str, values: Mapping[str, Any]) -> str:
    """Fill a sentence. Where a clock time with a period of its own ends it ("7:40 p. m."), one period is enough."""
    return TWO_STOPS.sub(".", sentence % values)


def spell_zone(moment: datetime) -> str:
    """CST. Zones without letters of their own are told as the distance to UTC: UTC-3."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in {"+", "-"} else name


def spell_moment(moment: datetime, zone: str | tzinfo | None = None) -> str:
    """Tue 8 Dec 2026, 6:00 pm CST"""
    local = moment.astimezone(as_zone(zone))
    return f"{spell_day(local)}, {spell_clock(local)} {spell_zone(local)}"


def spell_clock_span(start: datetime, end: datetime) -> str:
    """6:00–8:00 pm, or 11:00 am–1:00 pm"""
    first = _hands(start) if _half(start) == _half(end) else spell_clock(start)
    return f"{first}{EN_DASH}{spell_clock(end)}"


def spell_span(start: datetime, end: datetime, zone: str | tzinfo | None = None) -> str:
    """Tue 8 Dec 2026, 6:00–8:00 pm CST. Over midnight, or over a change of the clocks, both ends in full."""
    first, last = start.astimezone(as_zone(zone)), end.astimezone(as_zone(zone))
    if first.date() != last.date() or first.utcoffset() != last.utcoffset():
        return f"{spell_moment(start, zone)} {EN_DASH} {spell_moment(end, zone)}"
    return f"{spell_day(first)}, {spell_clock_span(first, last)} {spell_zone(first)}"


def spell_distance(day: date, today: date) -> str:
    """in 15 days, tomorrow, today, yesterday, 3 days ago"""
    days = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day ago", "%(n)d days ago", -days) % {"n": -days}


def _hands(moment: datetime | time) -> str:
    return f"{moment.hour % 12 or 12}:{moment.minute:02}"


def _half(moment: datetime | time) -> str:
    return pgettext("clock", "am") if moment.hour < 12 else pgettext("clock", "pm")
