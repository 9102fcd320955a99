"""How far a plan has come, in numbers. Pure: given rows and days, it reads neither database nor clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from planning.choices import StepState, StepStatus

# A step that comes back rests until so many days before its next day.
REST = timedelta(days=14)


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


def state_of(
    status: str, *, is_found: bool, turn: int, due_on: date | None, today: date, is_gone: bool = False
) -> StepState:
    """What a person sees: a word given by a person goes before what the program sees by itself."""
    if status != StepStatus.OPEN:
        return StepState(status)
    if turn and (due_on is None or due_on > today + REST):
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
