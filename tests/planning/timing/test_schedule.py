"""Where items stand: every minute is counted, over fixed times, tracks and nights when the clocks change."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timing import schedule
from planning.timing.schedule import with_minutes
from records.timing import spell_time
from tests.planning.timing.items import CHICAGO, NIGHTS, SIX, STARTS, ZONES, Item, agendas, evenings


def clocks(blocks, start=SIX):
    """When each item begins, as 18:00."""
    found = schedule(start, blocks, CHICAGO)
    return [f"{found.span(place).starts_at.astimezone(CHICAGO):%H:%M}" for place in found.places]


@given(STARTS, ZONES, agendas(fixed=False, tracks=False))
def test_without_fixed_times_and_tracks_items_touch_and_add_up(start, zone, blocks):
    found = schedule(start, blocks, zone)
    assert found.minutes == sum(block.minutes + block.settle_minutes for block in blocks)
    assert [place.begins for place in found.places[1:]] == [place.settled for place in found.places[:-1]]
    assert found.ends_at - found.starts_at == timedelta(minutes=found.minutes)


@given(evenings())
def test_every_item_has_its_minutes_and_none_begins_before_the_start(evening):
    start, zone, blocks = evening
    found = schedule(start, blocks, zone)
    assert [place.row for place in found.places] == list(range(len(blocks)))
    for place, block in zip(found.places, blocks, strict=True):
        assert place.begins >= 0
        assert (place.ends - place.begins, place.settled - place.ends) == (
            block.minutes,
            block.settle_minutes,
        )
        assert place.slack == 0 or place.missed_by == 0


@given(evenings())
def test_an_item_with_a_fixed_time_begins_then_or_says_how_late_it_is(evening):
    """Both with the clock on the wall, whatever the night does to it."""
    start, zone, blocks = evening
    found = schedule(start, blocks, zone)
    for place, block in zip(found.places, blocks, strict=True):
        if block.fixed_at is None:
            assert (place.slack, place.missed_by, place.is_held) == (0, 0, False)
            continue
        fixed = found.moment(place.begins - place.missed_by).astimezone(zone)
        skipped = fixed.replace(tzinfo=None) - timedelta(hours=1)  # the hour that a spring night leaves out
        assert block.fixed_at in {fixed.time(), skipped.time()}


@given(evenings())
def test_items_keep_their_order_within_a_track_and_tracks_rejoin(evening):
    start, zone, blocks = evening
    free = 0
    for run in schedule(start, blocks, zone).runs():
        ends = {}
        for place in run:
            assert place.begins == ends.get(place.track, free) + place.slack
            ends[place.track] = place.settled
        free = max(ends.values())
        last = {place.track: place for place in run}
        assert {place.settled + place.waiting for place in last.values()} == {free}
        assert all(place.waiting == 0 for place in run if place not in last.values())


@given(STARTS, ZONES, agendas())
def test_times_do_not_depend_on_the_zone_in_which_the_start_is_written(start, zone, blocks):
    assert schedule(start.astimezone(CHICAGO), blocks, zone) == schedule(start, blocks, zone)


@pytest.mark.parametrize(
    ("night", "clocks"),
    [
        (datetime(2027, 3, 14, 1, 30, tzinfo=CHICAGO), ["1:30 CST", "3:30 CDT"]),  # 2:00 becomes 3:00
        (datetime(2026, 11, 1, 1, 30, tzinfo=CHICAGO), ["1:30 CDT", "1:30 CST"]),  # 2:00 becomes 1:00
    ],
)
def test_an_hour_is_an_hour_when_the_clocks_change(night, clocks):
    found = schedule(night, [Item(60)], CHICAGO)
    span = found.span(found.places[0])
    assert [f"{m.astimezone(CHICAGO):%-H:%M %Z}" for m in (span.starts_at, span.ends_at)] == clocks


def test_empty_minutes_before_a_fixed_time_are_shown():
    blocks = [Item(30), Item(30, fixed_at=time(19)), Item(15)]
    assert clocks(blocks) == ["18:00", "19:00", "19:30"]
    assert [place.slack for place in schedule(SIX, blocks, CHICAGO).places] == [0, 30, 0]


def test_a_fixed_time_that_cannot_be_met_is_told_and_nothing_is_moved_in_silence():
    blocks = [Item(72), Item(30, fixed_at=time(19)), Item(15)]
    assert clocks(blocks) == ["18:00", "19:12", "19:42"]
    assert [place.missed_by for place in schedule(SIX, blocks, CHICAGO).places] == [0, 12, 0]


@pytest.mark.parametrize(
    ("fixed_at", "slack", "missed_by"),
    [(time(17, 30), 0, 30), (time(12, 1), 0, 359), (time(11, 59), 17 * 60 + 59, 0), (time(0, 30), 390, 0)],
)
def test_a_fixed_time_is_the_first_from_six_hours_before_the_start(fixed_at, slack, missed_by):
    place = schedule(SIX, [Item(fixed_at=fixed_at)], CHICAGO).places[0]
    assert (place.slack, place.missed_by) == (slack, missed_by)


def test_in_the_long_night_the_second_time_serves_when_the_first_is_over():
    night = datetime(2026, 11, 1, 0, 30, tzinfo=CHICAGO)
    begins = [schedule(night, [Item(minutes), Item(fixed_at=time(1, 15))], CHICAGO).places[1].begins
              for minutes in (30, 60, 120)]  # fmt: skip
    assert begins == [45, 105, 120]


def test_a_time_that_the_short_night_skips_comes_as_long_after_the_skip():
    night = datetime(2027, 3, 14, 1, 0, tzinfo=CHICAGO)
    assert clocks([Item(fixed_at=time(2, 30))], night) == ["03:30"]


def test_shorter_tracks_wait_for_the_longest():
    blocks = [Item(10), Item(20, track=1), Item(5, track=2), Item(30, track=2, settle_minutes=5), Item(10)]
    found = schedule(SIX, blocks, CHICAGO)
    assert [place.begins for place in found.places] == [0, 10, 10, 15, 50]
    assert ([place.waiting for place in found.places], found.minutes) == ([0, 20, 0, 0, 0], 60)


def test_a_fixed_time_in_a_track_holds_that_track_only():
    blocks = [Item(20, track=1), Item(10, track=2, fixed_at=time(18, 15)), Item(10)]
    assert clocks(blocks) == ["18:00", "18:15", "18:25"]


def test_other_minutes_stand_in_and_an_item_is_left_out():
    found = schedule(SIX, [Item(10), Item(20), Item(30)], CHICAGO, [5, None, 30])
    assert [(place.row, place.begins) for place in found.places] == [(0, 0), (2, 5)]
    assert with_minutes([], []) == []


def test_nothing_planned_ends_where_it_starts():
    found = schedule(SIX, [], CHICAGO)
    assert (found.places, found.minutes, found.ends_at) == ((), 0, SIX)


@given(NIGHTS, st.integers(0, 900), ZONES, agendas(fixed=False))
def test_in_a_night_when_clocks_change_no_two_moments_are_spelled_alike(night, later, zone, blocks):
    """Of one evening, that is up to 12 hours: after them the hands of a clock come around anyway."""
    plan = schedule(night + timedelta(minutes=later), blocks, zone)
    moments = {plan.moment(at) for place in plan.places for at in (place.begins, place.ends) if at <= 720}
    assert len({spell_time(moment, zone) for moment in moments}) == len(moments)
