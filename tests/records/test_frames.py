"""Calls that go deep: with room for them, the kernel is asked for memory once and not at each call."""

import resource
import sys
import threading
from collections.abc import Callable

import pytest

from records.frames import with_room

CALLS, DEPTHS = 500, range(1, 700)


def nothing() -> None:
    pass


def faults(depth: int) -> int:
    """How often a page of memory had to be found while a loop stood at this depth."""
    if depth:
        return faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        nothing()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def worst() -> int:
    return max(faults(depth) for depth in DEPTHS)


def in_a_thread(function: Callable[[], int]) -> int:
    """As a web server runs it: with nothing of pytest below, and no room from elsewhere."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(function()))
    thread.start()
    thread.join()
    return found[0]


def test_no_depth_is_slow() -> None:
    assert in_a_thread(worst) >= CALLS, "this Python has no such ends: records/frames.py may go"
    assert in_a_thread(with_room(worst)) < CALLS / 10


def test_it_is_the_same_function() -> None:
    @with_room
    def divided(whole: int, *, by: int) -> float:
        """Says how often."""
        return whole / by

    assert (divided.__name__, divided.__doc__, divided(6, by=4)) == ("divided", "Says how often.", 1.5)
    with pytest.raises(ZeroDivisionError):
        divided(6, by=0)


def test_there_is_an_end_to_recursion() -> None:
    def forever() -> None:
        forever()

    with pytest.raises(RecursionError):
        with_room(forever)()
    assert sys.getrecursionlimit() == 1000
