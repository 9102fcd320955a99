"""How far a plan has come, in numbers. Pure: given rows and days, it reads neither database nor clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from planning.choices import StepState, StepStatus

# A step that comes back asks again ahead of its next day: a quarter of the time between, but no more than this.
MOST_NOTICE = timedelta(days=14)
WEEK = timedelta(days=7)


class HasState(Protocol):
    @property
    def state(self) -> str: ...


@dataclass(frozen=True)
class Progress:
    """Counts of steps. A skipped step is settled, but not done; `found` of the done ones are seen by the program.

    A step that the guidance has no longer counts only once it is settled.
    """

    total: int
    done: int
    skipped: int
    found: int = 0

    @classmethod
    def of(cls, steps: Iterable[HasState]) -> "Progress":
        states = [step.state for step in steps if step.state != StepState.LEFT]
        found = states.count(StepState.FOUND)
        done = found + states.count(StepState.DONE) + states.count(StepState.RESTING)
        return cls(len(states), done, states.count(StepState.SKIPPED), found)

    @property
    def settled(self) -> int:
        return self.done + self.skipped

    @property
    def to_do(self) -> int:
        return self.total - self.settled


def notice(done_on: date, due_on: date) -> timedelta:
    """How long before its next day a step that was done asks again.

    Counted from the time between the two, so that it never asks the moment it was done: what comes back within a week
    rests until its day.
    """
    between = due_on - done_on
    return timedelta() if between <= WEEK else min(between // 4, MOST_NOTICE)


def rests(done_on: date | None, due_on: date | None, today: date) -> bool:
    """Whether a step that was done waits for its next day. Without a next day, it waits for one."""
    if done_on is None:
        return False
    return due_on is None or due_on > today + notice(done_on, due_on)


def state_of(
    status: str,
    *,
    is_found: bool,
    done_on: date | None,
    due_on: date | None,
    today: date,
    is_gone: bool = False,
) -> StepState:
    """What a person sees: a word given by a person goes before what the program sees by itself.

    `done_on` is the day on which a step that comes back was done last.
    """
    if status != StepStatus.OPEN:
        return StepState(status)
    if rests(done_on, due_on, today):
        return StepState.RESTING
    if is_found:
        return StepState.FOUND
    return StepState.LEFT if is_gone else StepState.OPEN


def is_behind(state: str, due_on: date | None, today: date) -> bool:
    """A step whose day has passed. Shown as "due since", never in red."""
    return state == StepState.OPEN and due_on is not None and due_on < today


def urgency(due_on: date | None) -> tuple[bool, date]:
    """Sorts what is to do: dated first, the nearest day first; the undated keep their place after them."""
    return (due_on is None, due_on or date.max)
