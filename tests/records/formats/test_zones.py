from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from records.formats._zones import describe

ZONES = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
    "America/Indiana/Knox",
    "Europe/Paris",
    "Africa/Casablanca",
]


@pytest.mark.parametrize("name", ZONES)
def test_description_agrees_with_the_zone_for_two_years(name):
    zone = ZoneInfo(name)
    described = describe(zone, year=2027).to_tz(lookup_tzid=False)
    moment = datetime(2027, 1, 1, tzinfo=UTC)
    while moment < datetime(2029, 1, 1, tzinfo=UTC):
        if not moment.astimezone(
            zone
        ).fold:  # the reader's own arithmetic is loose in the hour that comes twice
            assert moment.astimezone(described).utcoffset() == moment.astimezone(zone).utcoffset(), moment
        moment += timedelta(hours=5)


def test_rules_are_told_as_rules():
    told = describe(ZoneInfo("America/Chicago"), year=2026).to_ical().decode()
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in told
    assert "DTSTART:20250309T020000" in told


def test_zone_without_changes_has_one_rule():
    assert describe(ZoneInfo("America/Phoenix"), year=2026).to_ical().count(b"TZOFFSETTO") == 1


def test_zone_with_moving_changes_lists_them():
    assert b"RDATE" in describe(ZoneInfo("Africa/Casablanca"), year=2026).to_ical()
