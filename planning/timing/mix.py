"""What the time of an agenda is made of, and how much of it residents can speak."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from planning.timing.kinds import RESIDENTS_TALK, SLICE_OF, SLICES
from planning.timing.schedule import Schedule, Timed


class Kinded(Timed, Protocol):
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True)
class Slice:
    """A part of the whole: minutes as a person lives through them, and percent. All slices make 100."""

    key: str
    minutes: int
    percent: int


def mix(blocks: Sequence[Kinded], schedule: Schedule) -> tuple[Slice, ...]:
    """The whole time from start to end. Of tracks side by side each counts by its share, for a person sits in one.

    Settling time, waiting for others and empty minutes before a fixed time count as breaks.
    """
    parts = dict.fromkeys(SLICES, Fraction(0))
    for index, weight in _weights(schedule):
        parts[SLICE_OF[blocks[index].kind]] += weight
    parts["breaks"] += schedule.minutes - sum(parts.values())
    minutes = whole(parts.values(), schedule.minutes)
    percents = whole(parts.values(), 100) if schedule.minutes else [0] * len(parts)
    return tuple(Slice(*part) for part in zip(parts, minutes, percents, strict=True))


def talk_minutes(
    blocks: Sequence[Kinded], schedule: Schedule, *, led_by_police: Collection[int], percent: int
) -> int:
    """Minutes in which residents can speak, without what interpreting takes of them."""
    spoken = sum(
        minutes
        for index, minutes in _weights(schedule)
        if blocks[index].kind in RESIDENTS_TALK and index not in led_by_police
    )
    return int(Fraction(spoken) * 100 / (100 + percent))


def whole(parts: Iterable[Fraction], total: int) -> list[int]:
    """Parts as whole numbers that add up to the total: the largest remainders are rounded up."""
    shares = list(parts)
    everything = sum(shares)
    exact = [share * total / everything if everything else Fraction(0) for share in shares]
    floors = [int(part) for part in exact]
    missing = (total if everything else 0) - sum(floors)
    for index in sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])[:missing]:
        floors[index] += 1
    return floors


def _weights(schedule: Schedule) -> Iterable[tuple[int, Fraction]]:
    """Each item with its minutes, divided by the number of tracks beside one another."""
    for run in schedule.runs():
        tracks = len({place.track for place in run})
        for place in run:
            yield place.row, Fraction(place.ends - place.begins, tracks)
