"""How far a plan has come, in numbers. Pure: given rows and days, it reads neither database nor clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from planning.choices import StepStatus


class HasStatus(Protocol):
    @property
    def status(self) -> str: ...


@dataclass(frozen=True)
class Progress:
    """Counts of steps. A skipped step is settled, but not done."""

    total: int
    done: int
    skipped: int

    @classmethod
    def of(cls, steps: Iterable[HasStatus]) -> "Progress":
        states = [step.status for step in steps]
        return cls(len(states), states.count(StepStatus.DONE), states.count(StepStatus.SKIPPED))

    @property
    def settled(self) -> int:
        return self.done + self.skipped

    @property
    def to_do(self) -> int:
        return self.total - self.settled


def is_behind(status: str, due_on: date | None, today: date) -> bool:
    """A step whose day has passed. Shown as "due since", never in red."""
    return status == StepStatus.OPEN and due_on is not None and due_on < today


def urgency(due_on: date | None) -> tuple[bool, date]:
    """Sorts what is to do: dated first, the nearest day first; the undated keep their place after them."""
    return (due_on is None, due_on or date.max)
