"""Time for interpreting and captions: asked twice it adds once, and it says where."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timing import schedule
from planning.timing.access import (
    Access,
    breaks_wanted,
    longest,
    replan,
    share_after,
    share_of,
    stretches,
    switches,
)
from tests.planning.timing.items import CHICAGO, SIX, Item, agendas

ACCESS = st.builds(
    Access,
    sign=st.booleans(),
    spoken=st.sampled_from(["", "simultaneous", "consecutive"]),
    captions=st.booleans(),
    sign_percent=st.integers(0, 300),
)


def accepted(blocks, extras):
    """The agenda after every change was accepted."""
    found = list(blocks)
    for extra in extras:
        found[extra.index] = replace(
            found[extra.index], minutes=extra.after, access_minutes=extra.access_minutes
        )
    return found


@given(agendas(), ACCESS)
def test_asked_again_after_it_was_accepted_nothing_is_left_to_change(blocks, access):
    assert replan(accepted(blocks, replan(blocks, access)), access) == ()


@given(agendas(), ACCESS)
def test_without_access_every_item_has_the_minutes_it_had_before(blocks, access):
    with_access = accepted(blocks, replan(blocks, access))
    assert [block.minutes for block in accepted(with_access, replan(with_access, Access()))] == [
        block.minutes for block in blocks
    ]


@given(agendas(), ACCESS)
def test_only_what_is_said_takes_longer_and_no_maximum_is_passed(blocks, access):
    capped = [replace(block, most_minutes=block.minutes + 3) for block in blocks]
    for extra in replan(capped, access):
        assert capped[extra.index].kind not in {"break", "arrival", "preparation", "survey"}
        assert 0 < extra.difference <= 3


def retyped(block, minutes, access):
    return replace(block, minutes=minutes, access_minutes=share_after(block, minutes, access.percent))


LENGTHS = st.lists(st.integers(1, 240), min_size=1, max_size=5)


@given(agendas(), ACCESS, LENGTHS)
def test_whatever_minutes_are_typed_nothing_more_is_proposed_and_both_parts_stay(blocks, access, lengths):
    """Least minutes aside: below them no minutes are saved."""
    begun = accepted([replace(block, least_minutes=None) for block in blocks], replan(blocks, access))
    shorter = begun
    for minutes in lengths:
        shorter = [retyped(block, minutes, access) if block.access_minutes else block for block in shorter]
    assert [extra for extra in replan(shorter, access) if shorter[extra.index].access_minutes] == []
    again = [retyped(block, old.minutes, access) for block, old in zip(shorter, begun, strict=True)]
    assert again == begun
    for block, plain in zip(shorter, accepted(shorter, replan(shorter, Access())), strict=True):
        share = access.percent if block.access_minutes else 0
        assert plain.minutes == max(1, block.minutes * 100 // (100 + share))


@given(st.integers(1, 240), st.integers(0, 239), st.integers(1, 240), st.integers(0, 300))
def test_the_share_for_access_keeps_its_ratio_and_leaves_a_minute_to_talk(minutes, share, later, percent):
    block = Item(minutes, access_minutes=min(share, minutes - 1))
    after = share_after(block, later, percent)
    assert 0 <= after <= later
    if block.access_minutes != share_of(minutes, percent):
        assert after < later
        assert abs(after - later * block.access_minutes / minutes) <= 1


@pytest.mark.parametrize(
    ("minutes", "share", "percent", "later", "after"),
    [(20, 10, 100, 11, 6), (20, 10, 100, 14, 7), (20, 10, 100, 1, 1), (1, 1, 100, 14, 7), (20, 10, 0, 14, 7),
     (6, 1, 15, 60, 8), (25, 5, 100, 20, 4), (20, 0, 100, 40, 0)],
)  # fmt: skip
def test_minutes_for_access_change_with_the_minutes_of_the_item(minutes, share, percent, later, after):
    assert share_after(Item(minutes, access_minutes=share), later, percent) == after


@pytest.mark.parametrize(
    ("access", "after"),
    [
        (Access(), []),
        (Access(captions=True), [21, 42]),
        (Access(spoken="simultaneous"), [22, 44]),
        (Access(sign=True), [23, 46]),
        (Access(sign=True, captions=True), [23, 46]),
        (Access(sign=True, spoken="consecutive"), [40, 80]),
        (Access(sign=True, sign_percent=12), [23, 45]),
    ],
)
def test_the_slowest_of_what_is_provided_sets_the_pace(access, after):
    blocks = [Item(20), Item(10, kind="break"), Item(40, kind="circle")]
    assert [extra.after for extra in replan(blocks, access)] == after


def test_without_an_interpreter_no_minute_is_for_access_also_where_a_minimum_keeps_them():
    (extra,) = replan([Item(10, least_minutes=8, access_minutes=5)], Access())
    assert (extra.after, extra.access_minutes) == (8, 0)


def test_a_maximum_that_leaves_no_room_is_told():
    (extra,) = replan([Item(20, most_minutes=25)], Access(spoken="consecutive"))
    assert (extra.after, extra.access_minutes, extra.is_capped) == (25, 5, True)


def since(blocks):
    found = schedule(SIX, blocks, CHICAGO)
    return [(stretch.place.row, stretch.since, stretch.minutes) for stretch in stretches(blocks, found)]


def test_time_without_a_rest_runs_on_until_people_rest():
    blocks = [Item(15, kind="arrival"), Item(40), Item(30), Item(10, kind="break"), Item(20)]
    assert since(blocks) == [(1, 15, 40), (2, 15, 70), (4, 95, 20)]


def test_ten_empty_minutes_are_a_rest_and_waiting_for_others_too():
    blocks = [Item(30, track=1), Item(20, track=2), Item(15)]
    assert since(blocks) == [(0, 0, 30), (1, 0, 20), (2, 0, 45)]
    blocks = [Item(10, kind="break", track=1), Item(30, track=2), Item(5, track=1), Item(15)]
    assert since(blocks)[-1] == (3, 0, 45)


def test_the_longest_is_the_item_at_whose_end_it_is_longest():
    blocks = [Item(40), Item(30), Item(10, kind="break"), Item(20)]
    assert longest(blocks, schedule(SIX, blocks, CHICAGO)).minutes == 70
    assert longest([], schedule(SIX, [], CHICAGO)) is None


def test_interpreters_change_places_each_so_many_minutes_since_a_rest():
    blocks = [Item(15, kind="arrival"), Item(30), Item(30), Item(10, kind="break"), Item(20)]
    found = schedule(SIX, blocks, CHICAGO)
    assert switches(blocks, found, 20) == {1: (35,), 2: (55,), 4: ()}


def test_nobody_changes_places_within_five_minutes_of_a_rest_or_the_end():
    blocks = [Item(44), Item(10, kind="break"), Item(30), Item(15)]
    found = switches(blocks, schedule(SIX, blocks, CHICAGO), 20)
    assert found == {0: (20,), 2: (74,), 3: ()}
    blocks[0] = Item(46)
    assert switches(blocks, schedule(SIX, blocks, CHICAGO), 20)[0] == (20, 40)


@pytest.mark.parametrize(
    ("blocks", "after"),
    [
        ([Item(30), Item(30)], ()),
        ([Item(30), Item(31)], (0,)),
        ([Item(20), Item(20), Item(20), Item(20), Item(45)], (2, 3)),
        ([Item(30), Item(5, kind="break"), Item(30), Item(20), Item(20)], (3,)),
        ([Item(90)], ()),
        ([Item(90), Item(10)], (0,)),
        ([Item(40, track=1), Item(40, track=2), Item(30)], (1,)),
    ],
)
def test_after_which_items_interpreters_need_a_break(blocks, after):
    assert breaks_wanted(blocks, schedule(SIX, blocks, CHICAGO), 60) == after


@given(agendas(fixed=False))
def test_with_the_breaks_only_what_cannot_be_divided_is_longer_than_the_limit(blocks):
    wanted = breaks_wanted(blocks, schedule(SIX, blocks, CHICAGO), 60)
    rested = [
        item
        for index, block in enumerate(blocks)
        for item in ([block, Item(5, kind="break")] if index in wanted else [block])
    ]
    assert breaks_wanted(rested, schedule(SIX, rested, CHICAGO), 60) == ()
