"""What the time is made of: every minute once."""

from hypothesis import given
from hypothesis import strategies as st

from planning.timing import schedule
from planning.timing.mix import mix, talk_minutes, whole
from tests.planning.timing.items import CHICAGO, SIX, Item, evenings

SHARES = st.lists(st.integers(0, 100_000), min_size=1, max_size=6)


@given(evenings())
def test_the_slices_make_the_whole(evening):
    start, zone, blocks = evening
    found = schedule(start, blocks, zone)
    slices = mix(blocks, found)
    assert sum(part.minutes for part in slices) == found.minutes
    assert sum(part.percent for part in slices) == (100 if blocks else 0)
    assert all(part.minutes >= 0 for part in slices)


@given(SHARES, st.integers(0, 500))
def test_whole_numbers_add_up_and_none_is_off_by_one(shares, total):
    found = whole(shares, total)
    everything = sum(shares)
    assert sum(found) == (total if everything else 0)
    if everything:
        assert all(
            abs(number - share * total / everything) < 1 for number, share in zip(found, shares, strict=True)
        )


def minutes(*blocks):
    return {part.key: part.minutes for part in mix(blocks, schedule(SIX, blocks, CHICAGO))}


def test_settling_and_waiting_count_as_breaks():
    assert minutes(Item(30, kind="circle", settle_minutes=10), Item(10, kind="break"), Item(20, kind="listening")) == {
        "whole_group": 0, "small_groups": 30, "listening": 20, "breaks": 20}  # fmt: skip


def test_of_tracks_side_by_side_each_counts_by_its_share():
    found = minutes(Item(40, kind="circle", track=1), Item(20, kind="listening", track=2))
    assert found == {"whole_group": 0, "small_groups": 20, "listening": 10, "breaks": 10}


def test_an_empty_agenda_is_made_of_nothing():
    assert [(part.minutes, part.percent) for part in mix([], schedule(SIX, [], CHICAGO))] == [(0, 0)] * 4


def test_residents_speak_where_no_officer_leads_and_interpreting_takes_its_share():
    blocks = [Item(20, kind="presentation"), Item(30), Item(40, kind="circle"), Item(10, kind="break")]
    found = schedule(SIX, blocks, CHICAGO)
    assert talk_minutes(blocks, found, led_by_police={1}, percent=0) == 40
    assert talk_minutes(blocks, found, led_by_police=(), percent=100) == 35
    assert whole([1, 1, 1], 100) == [34, 33, 33]
