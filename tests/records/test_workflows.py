"""The legal moves of a message, and the waits between tries."""

from datetime import timedelta

import pytest

from records.choices import MessageState
from records.errors import MessageCannotMove
from records.workflows import MOVES, back_off, check_move

FINAL = {"sent", "cancelled", "superseded", "expired"}


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(MessageState)


def test_final_states_are_final() -> None:
    assert {state for state in MOVES if not MOVES[state]} == FINAL


def test_every_state_can_be_reached_and_left_to_a_final_one() -> None:
    """No state that nothing leads out of except the final ones: a row can never be stranded."""
    for start in MessageState:
        seen, ahead = set(), {start}
        while ahead:
            state = ahead.pop()
            seen.add(state)
            ahead |= MOVES[state] - seen
        assert seen & FINAL, start
    reached = {MessageState.PENDING, *(state for after in MOVES.values() for state in after)}
    assert reached == set(MessageState)


@pytest.mark.parametrize("before", list(MessageState))
@pytest.mark.parametrize("after", list(MessageState))
def test_check_move_follows_the_table(before: str, after: str) -> None:
    if after in MOVES[MessageState(before)]:
        check_move(before, after)
    else:
        with pytest.raises(MessageCannotMove):
            check_move(before, after)


def test_only_what_was_on_the_wire_becomes_sent() -> None:
    assert [state for state in MOVES if MessageState.SENT in MOVES[state]] == [MessageState.SENDING]


def test_back_off_grows_to_an_hour() -> None:
    waits = [back_off(tries, chance=0).total_seconds() for tries in range(1, 13)]
    assert waits == [10, 30, 60, 300, 900, 1800, *[3600] * 6]
    assert back_off(0, chance=0) == timedelta(seconds=10)
    assert back_off(1, chance=1) == timedelta(seconds=12)
