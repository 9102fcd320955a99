"""Due dates, over every zone of the country."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import TimeZone
from planning.timing import Anchors, comes_back, due_date, next_turn

CHICAGO = ZoneInfo("America/Chicago")
ZONES = st.sampled_from([ZoneInfo(name) for name in TimeZone.values])
FIVE_YEARS = 5 * 366 * 24 * 60
MOMENTS = st.integers(0, FIVE_YEARS).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
OPENED = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def rule(anchor="opened", by=0, unit="days", month=None):
    return {"anchor": anchor, "by": by, "unit": unit, "month": month}


@given(MOMENTS, st.integers(-1000, 1000), ZONES)
def test_days_are_calendar_days_of_the_agency(moment, days, zone):
    due = due_date(rule("session", days), Anchors(OPENED, coming=moment), zone)
    assert due == moment.astimezone(zone).date() + timedelta(days=days)


@given(MOMENTS, st.integers(0, 1000), ZONES)
def test_hours_are_elapsed_hours(moment, hours, zone):
    due = due_date(rule("incident", hours, "hours"), Anchors(OPENED, incident=moment), zone)
    assert due == (moment + timedelta(hours=hours)).astimezone(zone).date()


@given(MOMENTS, ZONES, st.integers(1, 12))
def test_the_end_of_a_month_is_the_next_one_to_come(opened, zone, month):
    due = due_date(rule("yearly", None, month=month), Anchors(opened), zone)
    today = opened.astimezone(zone).date()
    assert (due.month, (due + timedelta(days=1)).day) == (month, 1)
    assert today <= due < today + timedelta(days=366)


@pytest.mark.parametrize(
    "zone", ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]
)
def test_the_same_hour_is_another_day_further_west(zone):
    """An incident known at 04:30 UTC: on the coast in the east it is past midnight."""
    known = datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
    due = due_date(rule("incident", 0, "hours"), Anchors(OPENED, incident=known), ZoneInfo(zone))
    assert due == (date(2026, 11, 24) if zone == "America/New_York" else date(2026, 11, 23))


@pytest.mark.parametrize("anchor", ["incident", "session"])
def test_a_missing_anchor_leaves_a_step_without_date(anchor):
    assert due_date(rule(anchor, 3), Anchors(OPENED), CHICAGO) is None


def test_before_and_on_the_day_count_to_the_next_session_after_it_from_the_last_one():
    held, coming = datetime(2026, 11, 2, 18, tzinfo=CHICAGO), datetime(2026, 12, 7, 18, tzinfo=CHICAGO)
    anchors = Anchors(OPENED, coming=coming, held=held)
    days = [due_date(rule("session", by), anchors, CHICAGO) for by in (-28, 0, 10)]
    assert days == [date(2026, 11, 9), date(2026, 12, 7), date(2026, 11, 12)]


def test_with_one_session_everything_counts_from_it():
    only = datetime(2026, 12, 7, 18, tzinfo=CHICAGO)
    for anchors in (Anchors(OPENED, coming=only), Anchors(OPENED, held=only)):
        days = [due_date(rule("session", by), anchors, CHICAGO) for by in (-1, 0, 1)]
        assert days == [date(2026, 12, 6), date(2026, 12, 7), date(2026, 12, 8)]


COMING_BACK = {
    "weekly": {"anchor": "opened", "by": 7, "every_days": 7},
    "then thirty": {"anchor": "opened", "by": 30, "also": [60, 90], "every_days": 91},
    "quarterly": {"anchor": "quarterly", "by": 91},
    "yearly": {"anchor": "yearly", "by": 120},
    "january": {"anchor": "yearly", "month": 1},
    "hours first": {"anchor": "incident", "unit": "hours", "by": 6, "every_days": 1},
}


@pytest.mark.parametrize("name", COMING_BACK)
@given(opened=MOMENTS, zone=ZONES)
def test_each_turn_comes_after_the_one_before(name, opened, zone):
    anchors = Anchors(opened, incident=opened)
    days = [due_date(COMING_BACK[name], anchors, zone, turn) for turn in range(8)]
    assert days == sorted(set(days))


@pytest.mark.parametrize("name", COMING_BACK)
@given(opened=MOMENTS, zone=ZONES, late=st.integers(0, 900))
def test_the_next_turn_lies_ahead_of_the_day_it_was_done(name, opened, zone, late):
    rule, anchors = COMING_BACK[name], Anchors(opened, incident=opened)
    done_on = opened.astimezone(zone).date() + timedelta(days=late)
    turn = next_turn(rule, anchors, zone, 0, done_on)
    assert due_date(rule, anchors, zone, turn) > done_on
    assert turn == 1 or due_date(rule, anchors, zone, turn - 1) <= done_on


def test_a_rule_without_return_ends():
    once, twice = rule(by=7), rule(by=7) | {"also": [30]}
    assert [comes_back(once, 0), comes_back(twice, 0), comes_back(twice, 1)] == [False, True, False]
    assert next_turn(once, Anchors(OPENED), CHICAGO, 0, date(2026, 12, 1)) is None
    assert due_date(twice, Anchors(OPENED), CHICAGO, 2) is None


def test_a_month_without_that_day_ends_earlier():
    start = datetime(2026, 8, 31, 18, tzinfo=UTC)
    quarterly = {"anchor": "quarterly", "by": 0}
    found = [due_date(quarterly, Anchors(start), CHICAGO, turn) for turn in range(3)]
    assert found == [date(2026, 8, 31), date(2026, 11, 30), date(2027, 2, 28)]
