"""When each item of an agenda begins and ends. Minutes in, moments out; elapsed time, so nights with a change of the
clocks are right.

- Items follow one another. The settling minutes of an item come after it and count.
- An item with a fixed time waits for it: the empty minutes before it are its `slack`. When the items before it end
  later, it begins at once and `missed_by` says by how many minutes. Nothing is moved in silence.
- Items that stand together and have a track from 1 on run side by side. What comes next waits for the longest track;
  `waiting` says how many minutes the others have left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

EARLIEST = -360  # a fixed time is its first occurrence from six hours before the start on


class Timed(Protocol):
    """What the arithmetic needs to know of an item."""

    @property
    def minutes(self) -> int: ...
    @property
    def settle_minutes(self) -> int: ...
    @property
    def fixed_at(self) -> time | None: ...
    @property
    def track(self) -> int: ...


@dataclass(frozen=True)
class Span:
    """When one part of an agenda begins and ends, in UTC."""

    starts_at: datetime
    ends_at: datetime


class Place(NamedTuple):
    """Where an item stands, in minutes after the start. `row` counts the items that were given, from 0."""

    row: int
    track: int
    begins: int
    ends: int
    settled: int
    is_fixed: bool
    slack: int
    missed_by: int
    waiting: int

    @property
    def is_held(self) -> bool:
        """It begins at its fixed time, so nothing before it can make it earlier."""
        return self.is_fixed and not self.missed_by


@dataclass(frozen=True)
class Schedule:
    """The whole: where each item stands, and how many minutes pass from the start to the end."""

    starts_at: datetime
    places: tuple[Place, ...]
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.moment(self.minutes)

    def moment(self, minutes: int) -> datetime:
        """So many minutes after the start, in UTC."""
        return self.starts_at + timedelta(minutes=minutes)

    def span(self, place: Place) -> Span:
        """The item itself, without its settling time."""
        return Span(self.moment(place.begins), self.moment(place.ends))

    def spans(self) -> list[Span]:
        """Of all items, in their order."""
        return [self.span(place) for place in self.places]

    def runs(self) -> list[list[Place]]:
        """Items that run side by side together; every other item alone."""
        found: list[list[Place]] = []
        for is_parallel, run in groupby(self.places, key=_is_parallel):
            together = list(run)
            found.extend([together] if is_parallel else [[place] for place in together])
        return found


class Part(NamedTuple):
    """An item as the arithmetic takes it: fixed times are minutes after the start, two where a clock shows it twice."""

    row: int
    track: int
    minutes: int
    settle: int
    fixed: tuple[int, ...]


def schedule(
    starts_at: datetime, blocks: Sequence[Timed], zone: ZoneInfo, minutes: Sequence[int | None] | None = None
) -> Schedule:
    """Place the items. `minutes` stand in for those of the items; None leaves an item out."""
    start = starts_at.astimezone(UTC)
    parts = parts_of(start, blocks, zone)
    if minutes is not None:
        parts = with_minutes(parts, minutes)
    return lay_out(start, parts)


def parts_of(starts_at: datetime, blocks: Sequence[Timed], zone: ZoneInfo) -> list[Part]:
    """The items in whole minutes after the start."""
    known: dict[time | None, tuple[int, ...]] = {None: ()}
    parts = []
    for index, block in enumerate(blocks):
        fixed_at = block.fixed_at
        if fixed_at not in known and fixed_at is not None:
            known[fixed_at] = _occurrences(fixed_at, starts_at, zone)
        parts.append(Part(index, block.track, block.minutes, block.settle_minutes, known[fixed_at]))
    return parts


def with_minutes(parts: Iterable[Part], minutes: Sequence[int | None]) -> list[Part]:
    """The same items with other minutes; None leaves one out."""
    pairs = ((part, minutes[part.row]) for part in parts)
    return [part._replace(minutes=length) for part, length in pairs if length is not None]


def lay_out(starts_at: datetime, parts: Iterable[Part]) -> Schedule:
    """Place the items one after another, those of a run of tracks side by side."""
    places: list[Place] = []
    at = 0
    for is_parallel, run in groupby(parts, key=_is_parallel):
        if is_parallel:
            at = _side_by_side(places, at, run)
            continue
        for part in run:
            places.append(_place(part, at))
            at = places[-1].settled
    return Schedule(starts_at, tuple(places), at)


def _is_parallel(part: Part | Place) -> bool:
    return part.track > 0


def _side_by_side(places: list[Place], begins: int, run: Iterable[Part]) -> int:
    """Each track goes on by itself. Returns when the longest is done; the others learn how long they wait."""
    last: dict[int, int] = {}  # the newest item of each track, as its place in the list
    for part in run:
        at = places[last[part.track]].settled if part.track in last else begins
        last[part.track] = len(places)
        places.append(_place(part, at))
    ends = max(places[place].settled for place in last.values())
    for row in last.values():
        places[row] = places[row]._replace(waiting=ends - places[row].settled)
    return ends


def _place(part: Part, at: int) -> Place:
    """Where an item stands that could begin at minute `at`."""
    fixed = next((moment for moment in part.fixed if moment >= at), None)
    begins = at if fixed is None else fixed
    ends = begins + part.minutes
    missed_by = at - part.fixed[-1] if part.fixed and fixed is None else 0
    return Place(
        part.row,
        part.track,
        begins,
        ends,
        ends + part.settle,
        bool(part.fixed),
        begins - at,
        missed_by,
        0,
    )


def _occurrences(fixed_at: time, starts_at: datetime, zone: ZoneInfo) -> tuple[int, ...]:
    """Minutes from the start to a local clock time: the first from six hours before the start on.

    In the night when an hour comes twice, both. A time that a spring night skips is as long after the skip.
    """
    day = starts_at.astimezone(zone).date()
    for later in (-1, 0, 1, 2):
        local = datetime.combine(day + timedelta(days=later), fixed_at.replace(tzinfo=None), zone)
        first, second = (_minutes(local.replace(fold=fold), starts_at) for fold in (0, 1))
        if first >= EARLIEST:
            return (first, second) if second > first else (first,)
    raise AssertionError("a clock shows every time once within two days")


def _minutes(moment: datetime, starts_at: datetime) -> int:
    return int((moment.astimezone(UTC) - starts_at).total_seconds() // 60)
