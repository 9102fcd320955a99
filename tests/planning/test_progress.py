"""Counting steps: skipped is settled, but not done."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.progress import Progress, is_behind, rests, state_of, urgency

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
    ("status", "is_found", "done_on", "due_on", "expected"),
    [
        ("open", False, None, None, "open"),
        ("open", True, None, None, "found"),
        ("done", True, None, None, "done"),  # a person's word goes first
        ("skipped", True, None, None, "skipped"),
        ("open", False, date(2026, 9, 8), date(2026, 12, 8), "resting"),
        ("open", False, date(2026, 9, 8), date(2026, 12, 7), "open"),  # fourteen days before, it asks again
        ("open", False, TODAY, None, "resting"),
        ("open", False, TODAY, date(2026, 11, 24), "resting"),  # every day
        ("open", False, date(2026, 11, 22), TODAY, "open"),
        ("open", False, date(2026, 11, 17), date(2026, 11, 24), "resting"),  # every week
        ("open", False, date(2026, 11, 1), date(2026, 12, 1), "resting"),  # every thirty days
        ("open", False, date(2026, 11, 1), date(2026, 11, 30), "open"),
    ],
)
def test_the_state_that_a_person_sees(status, is_found, done_on, due_on, expected):
    assert state_of(status, is_found=is_found, done_on=done_on, due_on=due_on, today=TODAY) == expected


@given(st.integers(1, 800))
def test_what_was_just_done_rests_and_asks_again_on_its_day_at_the_latest(days):
    due_on = TODAY + timedelta(days=days)
    assert rests(TODAY, due_on, TODAY)
    assert not rests(TODAY, due_on, due_on)
    first = next(day for day in range(days + 1) if not rests(TODAY, due_on, TODAY + timedelta(days=day)))
    assert days - first <= min(14, days / 4)
    assert first == days or days > 7


@pytest.mark.parametrize(
    ("status", "is_found", "done_on", "expected"),
    [
        ("open", False, None, "left"),
        ("open", True, None, "found"),
        ("open", False, TODAY, "resting"),
        ("done", False, None, "done"),
        ("skipped", False, None, "skipped"),
    ],
)
def test_what_the_guidance_has_no_longer_asks_for_nothing(status, is_found, done_on, expected):
    asked = {"is_found": is_found, "done_on": done_on, "due_on": date(2027, 3, 1)}
    state = state_of(status, **asked, today=TODAY, is_gone=True)
    assert state == expected
    assert not is_behind(state, date(2026, 11, 1), TODAY)


def test_what_is_no_longer_asked_counts_for_nothing():
    states = ["done", "open", "left"]
    assert Progress.of(SimpleNamespace(state=state) for state in states) == Progress(2, 1, 0)
