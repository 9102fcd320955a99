"""Due dates and clock times, over every zone of the country and over the nights when its clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import TimeZone
from planning.timing import Anchors, difference, due_date, spans

CHICAGO = ZoneInfo("America/Chicago")
ZONES = st.sampled_from([ZoneInfo(name) for name in TimeZone.values])
FIVE_YEARS = 5 * 366 * 24 * 60
MOMENTS = st.integers(0, FIVE_YEARS).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LENGTHS = st.lists(st.integers(1, 600), max_size=40)
OPENED = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def rule(anchor="opened", by=0, unit="days", month=None):
    return {"anchor": anchor, "by": by, "unit": unit, "month": month}


@given(MOMENTS, LENGTHS)
def test_spans_touch_and_add_up(start, lengths):
    found = spans(start, lengths)
    assert [span.ends_at for span in found[:-1]] == [span.starts_at for span in found[1:]]
    assert sum(((span.ends_at - span.starts_at) for span in found), timedelta()) == timedelta(
        minutes=sum(lengths)
    )


@given(MOMENTS, LENGTHS, ZONES)
def test_spans_do_not_depend_on_the_zone_of_the_start(start, lengths, zone):
    assert spans(start.astimezone(zone), lengths) == spans(start, lengths)


@pytest.mark.parametrize(
    ("night", "clocks"),
    [
        (datetime(2027, 3, 14, 1, 30, tzinfo=CHICAGO), ["1:30 CST", "3:30 CDT"]),  # 2:00 becomes 3:00
        (datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO), ["1:30 CDT", "1:30 CST"]),  # 2:00 becomes 1:00
    ],
)
def test_an_hour_is_an_hour_when_the_clocks_change(night, clocks):
    first, last = spans(night, [60])[0].starts_at, spans(night, [60])[0].ends_at
    assert [f"{m.astimezone(CHICAGO):%-H:%M %Z}" for m in (first, last)] == clocks


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


@pytest.mark.parametrize(("lengths", "over"), [([60, 60], 0), ([60], -60), ([120, 1], 1), ([], -120)])
def test_difference_tells_what_is_over_or_left(lengths, over):
    assert difference(120, lengths) == over
