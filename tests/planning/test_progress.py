"""Counting steps: skipped is settled, but not done."""

from datetime import date
from types import SimpleNamespace

import pytest

from planning.progress import Progress, is_behind, urgency

TODAY = date(2026, 11, 23)


def test_progress_counts_done_and_skipped_apart():
    states = ["done", "open", "skipped", "done", "open"]
    progress = Progress.of(SimpleNamespace(status=state) for state in states)
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
