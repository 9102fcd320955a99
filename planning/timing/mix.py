"""What the time of an agenda is made of, and how much of it residents can speak."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
    parts = dict.fromkeys(SLICES, 0)
    for index, seconds in _seconds(schedule):
        parts[SLICE_OF[blocks[index].kind]] += seconds
    parts["breaks"] += schedule.minutes * 60 - sum(parts.values())
    minutes = whole(parts.values(), schedule.minutes)
    percents = whole(parts.values(), 100) if schedule.minutes else [0] * len(parts)
    return tuple(Slice(*part) for part in zip(parts, minutes, percents, strict=True))


def talk_minutes(
    blocks: Sequence[Kinded], schedule: Schedule, *, led_by_police: Collection[int], percent: int
) -> int:
    """Minutes in which residents can speak, without what interpreting takes of them."""
    spoken = sum(
        seconds
        for index, seconds in _seconds(schedule)
        if blocks[index].kind in RESIDENTS_TALK and index not in led_by_police
    )
    return spoken * 100 // (100 + percent) // 60


def whole(parts: Iterable[int], total: int) -> list[int]:
    """Parts as whole numbers that add up to the total: the largest remainders are rounded up."""
    shares = list(parts)
    everything = sum(shares)
    if not everything:
        return [0] * len(shares)
    found, remainders = zip(*(divmod(share * total, everything) for share in shares), strict=True)
    by_remainder = sorted(range(len(shares)), key=lambda index: -remainders[index])
    rounded_up = set(by_remainder[: total - sum(found)])
    return [number + (index in rounded_up) for index, number in enumerate(found)]


def _seconds(schedule: Schedule) -> Iterator[tuple[int, int]]:
    """Each item with its time, divided by the number of tracks beside one another: up to six, so whole seconds."""
    for run in schedule.runs():
        tracks = len({place.track for place in run})
        for place in run:
            yield place.row, (place.ends - place.begins) * 60 // tracks
