"""Counting steps: skipped is settled, but not done."""

from datetime import date
from types import SimpleNamespace

import pytest

from planning.progress import Progress, is_behind, state_of, urgency

TODAY = date(2026, 11, 23)


def test_progress_counts_done_and_skipped_apart():
    states = ["done", "open", "skipped", "found", "open"]
    progress = Progress.of(SimpleNamespace(state=state) for state in states)
    assert (progress.total, progress.done, progress.skipped) == (5, 2, 1)
    assert (progress.settled, progress.to_do) == (3, 2)


def test_progress_of_nothing_is_nothing():
    assert Progress.of([]) == Progress(0, 0, 0)


@pytest.mark.parametrize(
    ("status", "due_on", "expected"),
    [
        ("open", date(2026, 11, 22), True),
        ("open", TODAY, False),
        ("open", None, False),
        ("done", date(2026, 11, 1), False),
        ("skipped", date(2026, 11, 1), False),
    ],
)
def test_only_an_open_step_whose_day_has_passed_is_behind(status, due_on, expected):
    assert is_behind(status, due_on, TODAY) is expected


def test_the_nearest_day_comes_first_and_the_undated_last():
    days = [None, date(2027, 1, 1), date(2026, 12, 1)]
    assert sorted(days, key=urgency) == [date(2026, 12, 1), date(2027, 1, 1), None]


@pytest.mark.parametrize(
    ("status", "is_found", "turn", "due_on", "expected"),
    [
        ("open", False, 0, None, "open"),
        ("open", True, 0, None, "found"),
        ("done", True, 0, None, "done"),  # a person's word goes first
        ("skipped", True, 0, None, "skipped"),
        ("open", False, 1, date(2026, 12, 24), "resting"),
        ("open", False, 1, date(2026, 12, 7), "open"),  # fourteen days before, it asks again
        ("open", False, 2, None, "resting"),
    ],
)
def test_the_state_that_a_person_sees(status, is_found, turn, due_on, expected):
    assert state_of(status, is_found=is_found, turn=turn, due_on=due_on, today=TODAY) == expected


@pytest.mark.parametrize(
    ("status", "is_found", "turn", "expected"),
    [
        ("open", False, 0, "left"),
        ("open", True, 0, "found"),
        ("open", False, 1, "resting"),
        ("done", False, 0, "done"),
        ("skipped", False, 0, "skipped"),
    ],
)
def test_what_the_guidance_has_no_longer_asks_for_nothing(status, is_found, turn, expected):
    state = state_of(status, is_found=is_found, turn=turn, due_on=date(2027, 3, 1), today=TODAY, is_gone=True)
    assert state == expected
    assert not is_behind(state, date(2026, 11, 1), TODAY)


def test_what_is_no_longer_asked_counts_for_nothing():
    states = ["done", "open", "left"]
    assert Progress.of(SimpleNamespace(state=state) for state in states) == Progress(2, 1, 0)
