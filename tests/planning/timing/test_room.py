"""An item more takes its minutes from others, and no minute is lost or taken where it hurts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.timing.late import least_of
from planning.timing.room import give
from tests.planning.timing.items import Item, agendas


@pytest.mark.parametrize(
    ("blocks", "after"),
    [
        ([Item(20), Item(40), Item(30)], [20, 30, 30]),
        ([Item(20), Item(40, priority="keep"), Item(30)], [20, 40, 20]),
        ([Item(20), Item(40, least_minutes=35), Item(30)], [20, 40, 20]),
        ([Item(40, kind="break"), Item(20)], [40, 10]),
        ([Item(60, track=1), Item(60, track=2), Item(20)], [60, 60, 10]),
        ([Item(10), Item(14)], [7, 7]),
        ([Item(6), Item(4)], [5, 4]),
        ([Item(12, priority="keep")], [12]),
        ([], []),
    ],
)
def test_who_gives_ten_minutes(blocks, after):
    assert give(blocks, 10) == after


@given(agendas(), st.integers(-20, 60))
def test_what_is_taken_is_needed_and_nobody_gives_too_much(blocks, needed):
    after = give(blocks, needed)
    taken = [block.minutes - minutes for block, minutes in zip(blocks, after, strict=True)]
    assert 0 <= sum(taken) <= max(needed, 0)
    assert all(minutes >= least_of(block) for block, minutes in zip(blocks, after, strict=True))
    assert not any(
        n for block, n in zip(blocks, taken, strict=True) if block.priority == "keep" or block.track
    )
