"""How far a plan has come, in numbers. Pure: given rows and days, it reads neither database nor clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class StepState(Protocol):
    @property
    def status(self) -> str: ...

    @property
    def due_on(self) -> date | None: ...


@dataclass(frozen=True)
class Progress:
    """Counts of steps. A skipped step is settled, but not done."""

    total: int
    done: int
    skipped: int

    @classmethod
    def of(cls, steps: Iterable[StepState]) -> "Progress":
        states = [step.status for step in steps]
        return cls(len(states), states.count("done"), states.count("skipped"))

    @property
    def to_do(self) -> int:
        return self.total - self.done - self.skipped


def is_behind(step: StepState, today: date) -> bool:
    """A step whose day has passed. Shown as "due since", never in red."""
    return step.status == "open" and step.due_on is not None and step.due_on < today


def urgency(step: StepState) -> tuple[bool, date]:
    """Sorts open steps: dated ones first, the nearest day first; undated ones keep their place after them."""
    return (step.due_on is None, step.due_on or date.max)
