from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from dialogues.errors import EndsBeforeStart, TimeDoesNotExist, TimeHappensTwice
from dialogues.timing import Schedule, length_until, moments, resolve, spell_elapsed, spell_length

GAP = date(2027, 3, 14)
REPEAT = date(2026, 11, 1)
CHANGING = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]
STEADY = ["America/Phoenix", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam"]


@pytest.mark.parametrize("zone", CHANGING)
def test_moments_of_a_skipped_time_are_none(zone):
    assert moments(GAP, time(2, 30), zone) == []


@pytest.mark.parametrize("zone", CHANGING)
def test_moments_of_a_repeated_time_are_an_hour_apart(zone):
    first, second = moments(REPEAT, time(1, 30), zone)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("zone", STEADY)
@pytest.mark.parametrize(("day", "clock"), [(GAP, time(2, 30)), (REPEAT, time(1, 30))])
def test_moments_happen_once_where_clocks_never_change(zone, day, clock):
    assert len(moments(day, clock, zone)) == 1


def test_resolve_reads_the_clocks_of_the_zone():
    assert resolve(date(2026, 12, 8), time(18), "America/Chicago") == datetime(2026, 12, 9, 0, tzinfo=UTC)


def test_resolve_refuses_a_time_that_never_comes():
    with pytest.raises(TimeDoesNotExist):
        resolve(GAP, time(2, 30), "America/New_York")


@pytest.mark.parametrize("occurrence", ["", "third"])
def test_resolve_asks_which_of_two(occurrence):
    with pytest.raises(TimeHappensTwice):
        resolve(REPEAT, time(1, 30), "America/New_York", occurrence)


@pytest.mark.parametrize(("occurrence", "hour"), [("first", 5), ("second", 6)])
def test_resolve_takes_the_one_meant(occurrence, hour):
    expected = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    assert resolve(REPEAT, time(1, 30), "America/New_York", occurrence) == expected


def test_length_is_elapsed_time():
    start = resolve(date(2026, 12, 8), time(18), "America/Chicago")
    assert length_until(start, time(20, 15), "America/Chicago") == 135


@pytest.mark.parametrize(("day", "minutes"), [(GAP, 120), (REPEAT, 240), (date(2026, 12, 8), 180)])
def test_length_over_a_change_of_clocks_is_what_passes_in_the_room(day, minutes):
    start = resolve(day, time(0, 30), "America/New_York")
    assert length_until(start, time(3, 30), "America/New_York") == minutes


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(date(2026, 12, 8), 330), (GAP - timedelta(days=1), 270), (REPEAT - timedelta(days=1), 390)],
)
def test_length_past_midnight_counts_what_passes(day, minutes):
    """From ten in the evening to half past three: an hour less in spring, an hour more in autumn."""
    start = resolve(day, time(22), "America/New_York")
    assert length_until(start, time(3, 30), "America/New_York", is_next_day=True) == minutes


def test_length_past_midnight_refuses_an_end_that_never_comes():
    start = resolve(GAP - timedelta(days=1), time(22), "America/New_York")
    with pytest.raises(TimeDoesNotExist):
        length_until(start, time(2, 30), "America/New_York", is_next_day=True)


def test_length_until_a_repeated_time_past_midnight_takes_the_first():
    start = resolve(REPEAT - timedelta(days=1), time(22), "America/New_York")
    assert length_until(start, time(1, 30), "America/New_York", is_next_day=True) == 210


@pytest.mark.parametrize("clock", [time(18), time(17)])
def test_length_refuses_an_end_that_is_not_after_the_start(clock):
    start = resolve(date(2026, 12, 8), time(18), "America/Chicago")
    with pytest.raises(EndsBeforeStart):
        length_until(start, clock, "America/Chicago")


def test_length_refuses_an_end_that_never_comes():
    start = resolve(GAP, time(1), "America/New_York")
    with pytest.raises(TimeDoesNotExist):
        length_until(start, time(2, 30), "America/New_York")


def test_length_until_a_repeated_time_takes_the_next_one():
    start = resolve(REPEAT, time(1, 30), "America/New_York", "first")
    assert length_until(start, time(1, 45), "America/New_York") == 15


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=6, minutes=4), "6 hours 4 minutes"),
        (timedelta(hours=6), "6 hours"),
        (timedelta(days=1, hours=1, minutes=59), "1 day 1 hour"),
        (timedelta(days=6), "6 days"),
        (timedelta(days=30, hours=23), "30 days"),
    ],
)
def test_elapsed_names_the_two_largest_parts(gone, words):
    assert spell_elapsed(gone) == words


def test_elapsed_is_translated_at_the_moment_of_asking():
    with translation.override("en"):
        assert spell_length(90) == "1 hour 30 minutes"


def test_schedule_ends_after_its_minutes():
    start = datetime(2026, 12, 9, 0, tzinfo=UTC)
    assert Schedule(start, 90, "America/Chicago").ends_at == start + timedelta(minutes=90)
