"""Running late: nothing below its minimum, nothing lost, no more taken than helps."""

from datetime import UTC, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timing import schedule
from planning.timing.late import Lateness, Way, least_of, may_go, ways_when_late
from tests.planning.timing.items import CHICAGO, SIX, Item, evenings, items

LATE = st.integers(1, 90)


@st.composite
def delays(draw):
    """An evening, by how much it is late, and after which item; None: from the start."""
    start, zone, blocks = draw(evenings())
    after = draw(st.none() | st.integers(0, len(blocks) - 1)) if blocks else None
    return start, zone, blocks, draw(LATE), after


def remedies(delay):
    start, zone, blocks, late, after = delay
    return schedule(start, blocks, zone), ways_when_late(start, blocks, zone, Lateness(late, after))


@given(delays())
def test_shift_changes_no_minutes_but_those_that_ran_over(delay):
    _, _, blocks, late, after = delay
    before, ways = remedies(delay)
    over = [late if index == after else 0 for index in range(len(blocks))]
    shift = ways[Way.SHIFT]
    assert list(shift.minutes) == [block.minutes + more for block, more in zip(blocks, over, strict=True)]
    assert 0 <= shift.late <= late
    assert shift.late == max(0, int((shift.schedule.ends_at - before.ends_at).total_seconds() // 60))


@given(delays())
def test_trim_never_goes_below_a_minimum_and_touches_nothing_that_is_to_be_kept(delay):
    _, _, blocks, _, after = delay
    _, ways = remedies(delay)
    for index, (block, minutes) in enumerate(zip(blocks, ways[Way.TRIM].minutes, strict=True)):
        if index == after:
            assert minutes == ways[Way.SHIFT].minutes[index]
        elif block.priority == "keep":
            assert minutes == block.minutes
        else:
            assert least_of(block) <= minutes <= block.minutes


@given(delays())
def test_what_began_before_the_delay_stays_as_it_was(delay):
    _, _, blocks, _, after = delay
    before, ways = remedies(delay)
    begun = 0 if after is None else before.places[after].settled
    for remedy in ways.values():
        for place in before.places:
            if place.begins < begun and place.row != after:
                assert remedy.minutes[place.row] == blocks[place.row].minutes


@given(delays())
def test_each_way_ends_no_later_than_shifting_and_no_fixed_time_is_missed_by_more(delay):
    before, ways = remedies(delay)
    shift = ways[Way.SHIFT]
    for way in (Way.TRIM, Way.DROP):
        assert ways[way].late <= shift.late
        assert set(ways[way].missed) <= set(shift.missed)
        for place in ways[way].schedule.places:
            assert place.begins >= 0
            assert place.missed_by <= shift.schedule.places[place.row].missed_by
    if not any(place.missed_by for place in before.places):
        assert ways[Way.TRIM].schedule.ends_at >= before.ends_at  # no more is taken than helps


@given(delays())
def test_every_fixed_time_still_to_come_and_not_kept_is_named(delay):
    *_, after = delay
    before, ways = remedies(delay)
    begun = 0 if after is None else before.places[after].settled
    to_come = {place.row for place in before.places if place.begins >= begun and place.row != after}
    for remedy in ways.values():
        late = {place.row for place in remedy.schedule.places if place.missed_by}
        assert set(remedy.missed) == late & to_come


@given(st.lists(items(fixed=False, tracks=False), min_size=1, max_size=8), st.integers(-60, 60), LATE)
def test_a_fixed_time_is_kept_or_all_before_it_gave_what_it_had(blocks, early, late):
    """Whether it was missed before or not."""
    kept_at = SIX + timedelta(minutes=sum(block.minutes + block.settle_minutes for block in blocks) + early)
    hearing = Item(30, fixed_at=kept_at.time(), priority="keep")
    (*given_up, _), place = minutes_and_place([*blocks, hearing], late)
    least = [block.minutes if block.priority == "keep" else least_of(block) for block in blocks]
    assert place.missed_by == 0 or given_up == least
    assert not place.slack or given_up == [block.minutes for block in blocks]


def minutes_and_place(blocks, late):
    """The lengths when it is shortened, and where its last item then stands."""
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(late))[Way.TRIM]
    return trim.minutes, trim.schedule.places[-1]


@given(st.lists(items(fixed=False, tracks=False), min_size=1, max_size=14), LATE)
def test_without_fixed_times_and_tracks_what_is_trimmed_and_what_is_late_make_the_delay(blocks, late):
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(late))[Way.TRIM]
    taken = sum(block.minutes for block in blocks) - sum(trim.minutes)
    assert taken + trim.late == late
    room = sum(block.minutes - least_of(block) for block in blocks if block.priority != "keep")
    assert taken == min(late, room)


@given(delays())
def test_trim_takes_from_shorten_only_when_all_that_may_be_dropped_gave_whole_steps(delay):
    """Without fixed times and tracks everything helps, so the order shows in the sums."""
    start, zone, blocks, late, _ = delay
    plain = [Item(block.minutes, 0, None, 0, block.kind, priority=block.priority) for block in blocks]
    trim = ways_when_late(start, plain, zone, Lateness(late))[Way.TRIM]
    pairs = list(zip(plain, trim.minutes, strict=True))
    has_taken = any(minutes < block.minutes for block, minutes in pairs if block.priority == "shorten")
    has_left = any(minutes >= least_of(block) + 5 for block, minutes in pairs if block.priority == "drop")
    assert not (has_taken and has_left)


@given(delays())
def test_drop_takes_only_what_is_marked_and_has_no_fixed_time(delay):
    _, _, blocks, _, _ = delay
    _, ways = remedies(delay)
    gone = [blocks[index] for index, minutes in enumerate(ways[Way.DROP].minutes) if minutes is None]
    assert all(block.priority == "drop" and block.fixed_at is None for block in gone)


def minutes(blocks, way, *late, **more):
    return list(ways_when_late(SIX, blocks, CHICAGO, Lateness(*late, **more))[way].minutes)


@given(st.lists(items(fixed=False, tracks=False), min_size=1, max_size=14), LATE)
def test_minutes_are_taken_by_fives_but_for_the_last_step(blocks, late):
    """While whole steps are enough, one item at most gives another number."""
    rooms = [block.minutes - least_of(block) for block in blocks if block.priority != "keep"]
    if sum(room - room % 5 for room in rooms) < late:
        return
    after = minutes(blocks, Way.TRIM, late)
    taken = [block.minutes - length for block, length in zip(blocks, after, strict=True)]
    assert sum(number % 5 > 0 for number in taken) <= 1
    assert sum(number > 0 for number in taken) <= -(-late // 5)


@given(delays(), st.integers(-60, 600))
def test_the_end_announced_is_reached_or_all_that_helps_was_given(delay, announced):
    start, zone, blocks, late, after = delay
    plain = [Item(block.minutes, block.settle_minutes, kind=block.kind) for block in blocks]
    ends_at = start + timedelta(minutes=announced)
    trim = ways_when_late(start, plain, zone, Lateness(late, after, ends_at))[Way.TRIM]
    over = (trim.schedule.ends_at - ends_at.astimezone(UTC)) // timedelta(minutes=1)
    assert trim.late == max(0, over)
    begun = 0 if after is None else after + 1
    pairs = list(zip(plain, trim.minutes, strict=True))[begun:]
    assert over <= 0 or all(length == least_of(block) for block, length in pairs)
    assert over >= 0 or all(length == block.minutes for block, length in pairs)


def test_one_item_gives_all_when_it_can_and_it_is_the_longest():
    blocks = [Item(65), Item(50), Item(30), Item(15), Item(12), Item(20)]
    assert minutes(blocks, Way.TRIM, 17) == [48, 50, 30, 15, 12, 20]
    assert minutes(blocks, Way.TRIM, 45) == [35, 35, 30, 15, 12, 20]
    assert minutes([Item(30, least_minutes=28), Item(20)], Way.TRIM, 10) == [30, 10]


def test_short_breaks_and_minutes_to_settle_stay():
    blocks = [
        Item(8, kind="break"),
        Item(20, settle_minutes=5),
        Item(10, kind="break"),
        Item(15, kind="break"),
    ]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(60))[Way.TRIM]
    assert (list(trim.minutes), trim.late) == ([8, 10, 10, 10], 45)


@pytest.mark.parametrize(
    ("block", "least"),
    [(Item(30), 15), (Item(31), 16), (Item(8), 5), (Item(4), 4), (Item(8, least_minutes=2), 2),
     (Item(30, kind="break"), 15), (Item(15, kind="break", least_minutes=5), 10)],
)  # fmt: skip
def test_the_fewest_minutes_of_an_item(block, least):
    assert least_of(block) == least


def test_a_person_may_choose_what_goes_but_for_what_is_kept_fixed_or_over():
    blocks = [Item(10), Item(20), Item(30, priority="keep"), Item(10, fixed_at=time(19, 30)), Item(15)]
    assert may_go(SIX, blocks, CHICAGO, Lateness(10)) == (0, 1, 4)
    assert may_go(SIX, blocks, CHICAGO, Lateness(10, 0)) == (1, 4)
    assert minutes(blocks, Way.DROP, 10, gone=[1, 2, 3]) == [10, None, 30, 10, 15]
    assert minutes(blocks, Way.DROP, 10, gone=[]) == [10, 20, 30, 10, 15]


def test_the_lowest_priority_gives_first():
    blocks = [Item(20), Item(20, priority="drop"), Item(20, priority="keep")]
    assert minutes(blocks, Way.TRIM, 14) == [16, 10, 20]
    assert minutes(blocks, Way.TRIM, 7) == [20, 13, 20]


def test_all_longest_tracks_give_together_and_shorter_ones_nothing():
    blocks = [Item(40, track=1), Item(40, track=2), Item(20, track=3), Item(10, priority="keep")]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(10))[Way.TRIM]
    assert (list(trim.minutes), trim.late) == ([30, 30, 20, 10], 0)


def test_a_longest_track_that_gives_nothing_keeps_the_others_from_giving():
    blocks = [Item(40, track=1, priority="keep"), Item(40, track=2)]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(10))[Way.TRIM]
    assert (list(trim.minutes), trim.late) == ([40, 40], 10)


def test_empty_minutes_before_a_fixed_time_take_up_the_delay():
    blocks = [Item(30), Item(30, fixed_at=time(19)), Item(30)]
    ways = ways_when_late(SIX, blocks, CHICAGO, Lateness(30))
    assert [(way.late, list(way.minutes)) for way in ways.values()] == [(0, [30, 30, 30])] * 3


def test_only_what_stands_before_a_fixed_time_is_trimmed_for_it():
    blocks = [Item(50), Item(30, fixed_at=time(19)), Item(60)]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(20))[Way.TRIM]
    assert (list(trim.minutes), trim.late, trim.missed) == ([40, 30, 60], 0, ())


def test_what_cannot_be_caught_up_before_a_fixed_time_is_caught_up_after_it():
    blocks = [Item(60, priority="keep"), Item(30, fixed_at=time(19)), Item(60)]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(20))[Way.TRIM]
    assert (list(trim.minutes), trim.late, trim.missed) == ([60, 30, 40], 0, (1,))


def test_a_fixed_time_that_was_missed_before_is_aimed_at_as_well():
    blocks = [Item(52), Item(70), Item(10, kind="break", fixed_at=time(20)), Item(30)]
    ways = ways_when_late(SIX, blocks, CHICAGO, Lateness(4))
    assert ways[Way.SHIFT].missed == ways[Way.DROP].missed == (2,)
    assert (list(ways[Way.TRIM].minutes), ways[Way.TRIM].missed) == ([52, 64, 10, 30], ())


def test_a_fixed_time_that_is_over_is_no_reason_to_shorten():
    blocks = [Item(30), Item(30, fixed_at=time(18, 10)), Item(40)]
    trim = ways_when_late(SIX, blocks, CHICAGO, Lateness(5, 1))[Way.TRIM]
    assert (list(trim.minutes), trim.missed) == ([30, 35, 35], ())


def test_an_item_that_ran_over_keeps_its_minutes_and_later_ones_give():
    blocks = [Item(20), Item(30), Item(30, priority="keep")]
    assert minutes(blocks, Way.SHIFT, 6, 0) == [26, 30, 30]
    assert minutes(blocks, Way.TRIM, 6, 0) == [26, 24, 30]


@pytest.mark.parametrize(("late", "kept"), [(5, [10, None, 30, 50]), (11, [10, 10, None, 50]), (40, [10, 10, 30, None]),
                                            (60, [10, None, 30, None])])  # fmt: skip
def test_the_shortest_that_is_enough_is_dropped_else_the_longest_and_more(late, kept):
    blocks = [Item(10), *(Item(length, priority="drop") for length in (10, 30, 50))]
    assert minutes(blocks, Way.DROP, late) == kept
