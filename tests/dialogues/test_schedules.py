from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.choices import TimeZone
from dialogues.schedules import (
    REMINDERS,
    Rule,
    after_quiet_hours,
    moment_of,
    open_window,
    windows_of,
)

ZONES = st.sampled_from([ZoneInfo(zone) for zone in TimeZone.values])
FIRST, LAST = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-12-31")
STARTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
GAPS = st.lists(st.integers(60, 26 * 60), min_size=1, max_size=80)


def at(text, zone):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


# A session, the zone, a rule, and the moment in UTC: ten in the morning there, whatever the clocks did between.
CLOCKS = [
    ("2027-03-15T18:00", "America/New_York", Rule.DAYS_2, "2027-03-13T15:00"),  # before the spring change
    ("2027-03-16T18:00", "America/New_York", Rule.DAYS_2, "2027-03-14T14:00"),  # on the day of it
    (
        "2026-11-03T18:00",
        "America/New_York",
        Rule.DAYS_2,
        "2026-11-01T15:00",
    ),  # on the day of the autumn change
    ("2026-11-02T18:00", "America/Chicago", Rule.DAYS_7, "2026-10-26T15:00"),
    ("2027-03-20T18:00", "America/Denver", Rule.DAYS_7, "2027-03-13T17:00"),
    ("2027-03-20T18:00", "America/Phoenix", Rule.DAYS_7, "2027-03-13T17:00"),  # no change there
    ("2027-03-20T18:00", "America/Los_Angeles", Rule.DAYS_28, "2027-02-20T18:00"),
    ("2027-03-20T18:00", "Pacific/Honolulu", Rule.DAYS_14, "2027-03-06T20:00"),
    ("2027-03-20T18:00", "America/Puerto_Rico", Rule.DAYS_14, "2027-03-06T14:00"),
    ("2027-03-20T18:00", "Pacific/Guam", Rule.DAYS_2, "2027-03-18T00:00"),
    ("2027-03-20T18:00", "America/Anchorage", Rule.THANKS, "2027-03-22T18:00"),
    ("2026-10-31T23:30", "America/Chicago", Rule.THANKS, "2026-11-02T16:00"),
]


@pytest.mark.parametrize(("start", "zone", "rule", "moment"), CLOCKS)
def test_moment_of_is_ten_in_the_morning_at_the_venue(start, zone, rule, moment):
    assert moment_of(rule, at(start, zone), ZoneInfo(zone)) == datetime.fromisoformat(moment).replace(
        tzinfo=UTC
    )


@given(STARTS, ZONES)
def test_windows_never_overlap_and_end_before_the_session(starts_at, zone):
    windows = windows_of(starts_at, zone)
    assert [window.rule for window in windows] == [*REMINDERS, Rule.THANKS]
    for earlier, later in pairwise(windows):
        assert earlier.opens_at < earlier.closes_at <= later.opens_at
    assert all(window.closes_at <= starts_at for window in windows[:-1])
    assert windows[-1].opens_at > starts_at


@given(STARTS, ZONES)
def test_windows_open_at_ten_on_the_clocks_of_the_venue(starts_at, zone):
    for window in windows_of(starts_at, zone):
        local = window.opens_at.astimezone(zone)
        assert (local.hour, local.minute) == (10, 0)


@settings(deadline=None)
@given(STARTS, ZONES, GAPS, st.integers(0, 60 * 24))
def test_any_ticks_less_than_26_hours_apart_meet_each_window_and_none_twice_by_key(
    starts_at, zone, gaps, offset
):
    """What is sent is decided by the set of rules met: a key holds the rule, so meeting one twice is one letter."""
    windows = windows_of(starts_at, zone)
    tick, steps = starts_at - timedelta(days=30, minutes=offset), cycle(gaps)
    met = set()
    while tick < starts_at + timedelta(days=7):
        met |= {window.rule for window in windows if window.is_open(tick)}
        tick += timedelta(minutes=next(steps))
    assert met == set(Rule)


@given(STARTS, ZONES, st.integers(0, 40 * 24 * 60))
def test_open_window_is_the_newest_rule_whose_moment_has_come(starts_at, zone, minutes):
    now = starts_at - timedelta(minutes=minutes)
    window = open_window(starts_at, zone, now)
    come = [rule for rule in REMINDERS if moment_of(rule, starts_at, zone) <= now < starts_at]
    if window is not None:
        assert window.rule == come[-1]


def test_a_standstill_longer_than_three_days_skips_the_letter():
    starts_at = at("2026-12-20T18:00", "America/Chicago")
    zone = ZoneInfo("America/Chicago")
    moment = moment_of(Rule.DAYS_14, starts_at, zone)
    assert open_window(starts_at, zone, moment + timedelta(days=3)) is None
    assert open_window(starts_at, zone, moment + timedelta(days=3, seconds=-1)).rule == Rule.DAYS_14


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-01T10:00", "2026-12-01T10:00"),
        ("2026-12-01T20:59", "2026-12-01T20:59"),
        ("2026-12-01T21:00", "2026-12-02T08:00"),
        ("2026-12-01T23:30", "2026-12-02T08:00"),
        ("2026-12-02T03:00", "2026-12-02T08:00"),
        ("2026-12-02T08:00", "2026-12-02T08:00"),
    ],
)
def test_after_quiet_hours_waits_for_the_morning(now, expected):
    zone = "America/Los_Angeles"
    closes_at = at("2026-12-09T18:00", zone)
    assert after_quiet_hours(at(now, zone), ZoneInfo(zone), closes_at) == at(expected, zone)


def test_after_quiet_hours_never_waits_until_it_is_too_late():
    zone = "America/Los_Angeles"
    now, closes_at = at("2026-12-02T03:00", zone), at("2026-12-02T07:00", zone)
    assert after_quiet_hours(now, ZoneInfo(zone), closes_at) == now
