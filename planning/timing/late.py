"""Running late: three ways to go on, each with its end and its changes before anyone accepts it.

Minutes are taken only where it helps. An item that waits for its fixed time shields what comes after it, and of
tracks side by side only the longest ones matter. So each way works backward from what is late (the next fixed time
that would be missed, then the end) over the items that push it, and takes from those.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from itertools import takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from planning.timing.schedule import Place, Schedule, Timed, lay_out, parts_of, with_minutes

LEVELS = {"drop": 0, "shorten": 1}  # who gives minutes first; what is to be kept gives none


class Trimmable(Timed, Protocol):
    """What lateness needs to know of an item beside its time."""

    @property
    def least_minutes(self) -> int | None: ...
    @property
    def priority(self) -> str: ...


class Way(StrEnum):
    SHIFT = "shift"
    TRIM = "trim"
    DROP = "drop"


@dataclass(frozen=True)
class Remedy:
    """One way to go on. `minutes` holds the new length of each item, None for one that is dropped.

    `late` is by how many minutes the end is later than planned. `missed` names the items that now begin after their
    fixed time by more than they did before.
    """

    way: Way
    schedule: Schedule
    minutes: tuple[int | None, ...]
    late: int
    missed: tuple[int, ...]


Lever = tuple[int, ...]  # items that must give together: one of each longest track, else one alone


def least_of(block: Trimmable) -> int:
    """The fewest minutes of an item: as stated, else half of what is planned, rounded up."""
    return min(block.minutes, block.least_minutes or (block.minutes + 1) // 2)


def ways_when_late(
    starts_at: datetime, blocks: Sequence[Trimmable], zone: ZoneInfo, *, late: int, after: int | None = None
) -> dict[Way, Remedy]:
    """The three ways when the start is `late` minutes behind, or when the item `after` (an index) ran over by them."""
    delay = _Delay(starts_at, blocks, zone, late, after)
    shift = delay.remedy(Way.SHIFT, delay.minutes)
    return {Way.SHIFT: shift, Way.TRIM: delay.trimmed(), Way.DROP: delay.dropped()}


Rank = Callable[[int, int], tuple[int, float]]  # of so many minutes needed and an item: the least gives first


class _Delay:
    """One lateness: the agenda as it was planned, and as it stands now."""

    def __init__(
        self,
        starts_at: datetime,
        blocks: Sequence[Trimmable],
        zone: ZoneInfo,
        late: int,
        after: int | None,
    ) -> None:
        self.blocks = blocks
        parts = parts_of(starts_at.astimezone(UTC), blocks, zone)
        self.before = lay_out(starts_at.astimezone(UTC), parts)
        self.offset = late if after is None else 0
        self.starts_at = self.before.moment(self.offset)
        self.parts = [
            part._replace(fixed=tuple(moment - self.offset for moment in part.fixed)) for part in parts
        ]
        self.minutes: list[int | None] = [block.minutes for block in blocks]
        begun = 0
        if after is not None:
            self.minutes[after] = blocks[after].minutes + late
            begun = self.before.places[after].settled
        self.ahead = [
            place.begins >= begun and place.row != after and blocks[place.row].priority in LEVELS
            for place in self.before.places
        ]

    def remedy(self, way: Way, minutes: Sequence[int | None]) -> Remedy:
        now = self._laid(minutes)
        known = self.before.places
        missed = tuple(place.row for place in now.places if place.missed_by > known[place.row].missed_by)
        return Remedy(way, now, tuple(minutes), self._late_at_end(now), missed)

    def trimmed(self) -> Remedy:
        """Minute by minute, the one that has most of its room left gives next; lowest priority first."""
        pairs = zip(self.blocks, self.ahead, strict=True)
        room = [block.minutes - least_of(block) if is_ahead else 0 for block, is_ahead in pairs]
        minutes, left = list(self.minutes), list(room)

        def rank(_need: int, index: int) -> tuple[int, float]:
            return LEVELS[self.blocks[index].priority], -left[index] / room[index]

        def give(index: int) -> None:
            minutes[index] = (minutes[index] or 0) - 1
            left[index] -= 1

        self._mend(minutes, lambda index: left[index] > 0, rank, give, by_minute=True)
        return self.remedy(Way.TRIM, minutes)

    def dropped(self) -> Remedy:
        """Of the items marked so, the shortest that is enough goes, else the longest, until it is enough."""
        minutes = list(self.minutes)

        def can_go(index: int) -> bool:
            block = self.blocks[index]
            return self.ahead[index] and block.priority == "drop" and block.fixed_at is None

        def rank(need: int, index: int) -> tuple[int, float]:
            size = self.blocks[index].minutes + self.blocks[index].settle_minutes
            return (0, size) if size >= need else (1, -size)

        def give(index: int) -> None:
            minutes[index] = None

        self._mend(minutes, can_go, rank, give, by_minute=False)
        return self.remedy(Way.DROP, minutes)

    def _mend(
        self,
        minutes: list[int | None],
        has_room: Callable[[int], bool],
        rank: Rank,
        give: Callable[[int], None],
        *,
        by_minute: bool,
    ) -> None:
        """Let items give until each fixed time, and then the end, is as planned, or nothing is left to give."""
        targets = [place.row for place in self.before.places if place.is_fixed]
        for target in [*targets, None]:
            while (need := self._need(now := self._laid(minutes), target)) > 0:
                gates, rank_now, is_stuck = _gates(now, target), partial(rank, need), False
                for _ in range(min(need, _steady(now)) if by_minute else 1):
                    levers = [lever for gate in gates if (lever := _lever(gate, has_room, rank_now))]
                    for row in min(levers, key=lambda lever: max(map(rank_now, lever)), default=()):
                        give(row)
                    is_stuck = not levers
                if is_stuck:
                    break

    def _need(self, now: Schedule, target: int | None) -> int:
        """By how many minutes the target is later than planned."""
        if target is None:
            return self._late_at_end(now)
        place = next(place for place in now.places if place.row == target)
        return place.missed_by - self.before.places[target].missed_by

    def _late_at_end(self, now: Schedule) -> int:
        return max(0, self.offset + now.minutes - self.before.minutes)

    def _laid(self, minutes: Sequence[int | None]) -> Schedule:
        return lay_out(self.starts_at, with_minutes(self.parts, minutes))


Line = list[int]  # items one after another that push what comes next
Gate = list[Line]  # the lines of the longest tracks of a run, or one line alone: all must give, or none helps


def _gates(now: Schedule, target: int | None) -> list[Gate]:
    """What pushes the target, walking backward until a fixed time is kept."""
    runs = now.runs()
    found: list[Gate] = []
    if target is not None:
        at = next(at for at, run in enumerate(runs) if any(place.row == target for place in run))
        mine = next(place for place in runs[at] if place.row == target)
        ahead = takewhile(lambda place: place.row != target, runs[at])
        line, is_held = _pushing([place for place in ahead if place.track == mine.track])
        found += [[[row]] for row in line]
        if is_held:
            return found
        runs = runs[:at]
    for run in reversed(runs):
        gate, is_held = _gate_of(run)
        found.append(gate)
        if is_held:
            break
    return found


def _gate_of(run: list[Place]) -> tuple[Gate, bool]:
    """The lines of the longest tracks of a run; and whether a fixed time in them shields what comes after it."""
    end = max(place.settled for place in run)
    longest = sorted({place.track for place in run if place.settled == end})
    lines = [_pushing([place for place in run if place.track == track]) for track in longest]
    return [line for line, _ in lines], any(is_held for _, is_held in lines)


def _lever(gate: Gate, has_room: Callable[[int], bool], rank: Callable[[int], tuple[int, float]]) -> Lever:
    """One item of each line that gives together with the others; none when a line has nothing to give."""
    chosen = [min(filter(has_room, line), key=rank, default=None) for line in gate]
    givers = tuple(row for row in chosen if row is not None)
    return givers if len(givers) == len(chosen) else ()


def _steady(now: Schedule) -> int:
    """How many minutes can be given before another track is among the longest, or a fixed time is kept again."""
    return min(
        (left for place in now.places for left in (place.waiting, place.missed_by) if left), default=10_000
    )


def _pushing(line: list[Place]) -> tuple[Line, bool]:
    """Of items one after another, those that push what comes next; and whether a fixed time holds them."""
    found = []
    for place in reversed(line):
        found.append(place.row)
        if place.is_held:
            return found, True
    return found, False
