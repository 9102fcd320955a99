"""Running late: three ways to go on, each with its end and its changes before anyone accepts it.

Minutes are taken only where it helps. An item that waits for its fixed time shields what comes after it, and of
tracks side by side only the longest ones matter. So each way works backward from what is late (the next fixed time
that would be missed, then the end) over the items that push it, and takes from those.

The end to reach is the one that was announced, to the minute. As few items as possible give: where one alone is not
enough, each gives by fives but the last, which gives what is left.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from itertools import takewhile
from typing import Protocol
from zoneinfo import ZoneInfo

from planning.timing.schedule import Place, Schedule, Timed, lay_out, parts_of, with_minutes

STEP = 5  # minutes are taken by so many; only what is left at the end may be fewer
SHORT_BREAK = 10  # no break gets shorter than this: people need the time to walk out and back
LEVELS = {"drop": 0, "shorten": 1}  # who gives minutes first; what is to be kept gives none


class Trimmable(Timed, Protocol):
    """What lateness needs to know of an item beside its time."""

    @property
    def least_minutes(self) -> int | None: ...
    @property
    def priority(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Way(StrEnum):
    SHIFT = "shift"
    TRIM = "trim"
    DROP = "drop"


@dataclass(frozen=True)
class Remedy:
    """One way to go on. `minutes` holds the new length of each item, None for one that is dropped.

    `late` is by how many minutes the end is later than announced, else than planned. `missed` names the items still to
    come that begin after their fixed time, whether they did before or not.
    """

    way: Way
    schedule: Schedule
    minutes: tuple[int | None, ...]
    late: int
    missed: tuple[int, ...]


Lever = tuple[int, ...]  # items that must give together: one of each longest track, else one alone


def least_of(block: Trimmable) -> int:
    """The fewest minutes of an item: as stated, else half of what is planned, rounded up, and five at least.

    A break keeps ten in any case.
    """
    least = block.least_minutes or max(STEP, (block.minutes + 1) // 2)
    return min(block.minutes, max(least, SHORT_BREAK) if block.kind == "break" else least)


@dataclass(frozen=True)
class Lateness:
    """By how many minutes the start is late, or by how many the item `after` (an index) ran over.

    `ends_at` is the end that was announced and is to be reached; without it, the end as planned. `gone` are the items
    (indexes) that a person chose to drop; None: choose among those marked so.
    """

    minutes: int
    after: int | None = None
    ends_at: datetime | None = None
    gone: Collection[int] | None = None


def ways_when_late(
    starts_at: datetime, blocks: Sequence[Trimmable], zone: ZoneInfo, late: Lateness
) -> dict[Way, Remedy]:
    """The three ways to go on."""
    delay = _Delay(starts_at, blocks, zone, late)
    shift = delay.remedy(Way.SHIFT, delay.minutes)
    return {Way.SHIFT: shift, Way.TRIM: delay.trimmed(), Way.DROP: delay.dropped()}


def may_go(
    starts_at: datetime, blocks: Sequence[Trimmable], zone: ZoneInfo, late: Lateness
) -> tuple[int, ...]:
    """The items (indexes) that a person may drop: still ahead, not to be kept, without a fixed time."""
    return _Delay(starts_at, blocks, zone, late).may_go


Rank = Callable[[int, int], tuple[int, ...]]  # of so many minutes needed and an item: the least gives first
Can = Callable[[int, int], bool]  # whether an item may give now, when so many minutes are needed
Give = Callable[[Lever, int], None]  # items give together, so many minutes at most


class _Delay:
    """One lateness: the agenda as it was planned, and as it stands now."""

    def __init__(
        self, starts_at: datetime, blocks: Sequence[Trimmable], zone: ZoneInfo, late: Lateness
    ) -> None:
        self.blocks, self.late = blocks, late
        parts = parts_of(starts_at.astimezone(UTC), blocks, zone)
        self.before = lay_out(starts_at.astimezone(UTC), parts)
        self.goal = self.before.minutes if late.ends_at is None else self._minutes_until(late.ends_at)
        self.offset = late.minutes if late.after is None else 0
        self.starts_at = self.before.moment(self.offset)
        self.parts = [
            part._replace(fixed=tuple(moment - self.offset for moment in part.fixed)) for part in parts
        ]
        self.minutes: list[int | None] = [block.minutes for block in blocks]
        begun = 0
        if late.after is not None:
            self.minutes[late.after] = blocks[late.after].minutes + late.minutes
            begun = self.before.places[late.after].settled
        self.to_come = [place.begins >= begun and place.row != late.after for place in self.before.places]
        self.ahead = [
            is_to_come and block.priority in LEVELS
            for is_to_come, block in zip(self.to_come, blocks, strict=True)
        ]

    @property
    def may_go(self) -> tuple[int, ...]:
        pairs = enumerate(zip(self.blocks, self.ahead, strict=True))
        return tuple(index for index, (block, is_ahead) in pairs if is_ahead and block.fixed_at is None)

    def _minutes_until(self, moment: datetime) -> int:
        return int((moment - self.before.starts_at).total_seconds() // 60)

    def remedy(self, way: Way, minutes: Sequence[int | None]) -> Remedy:
        now = self._laid(minutes)
        missed = tuple(place.row for place in now.places if place.missed_by and self.to_come[place.row])
        return Remedy(way, now, tuple(minutes), self._late_at_end(now), missed)

    def trimmed(self) -> Remedy:
        """The lowest priority first; then the longest that can give all that is needed, else the one with most room.

        What is too little for a whole step is taken only when no whole step is left to take.
        """
        pairs = zip(self.blocks, self.ahead, strict=True)
        left = [block.minutes - least_of(block) if is_ahead else 0 for block, is_ahead in pairs]
        minutes = list(self.minutes)

        def rank(need: int, index: int) -> tuple[int, ...]:
            block, is_enough = self.blocks[index], left[index] >= need
            return (LEVELS[block.priority], not is_enough, 0 if is_enough else -left[index], -block.minutes)

        def give(rows: Lever, most: int) -> None:
            room = min(left[row] for row in rows)
            taken = most if room >= most else room - room % STEP or room
            for row in rows:
                minutes[row] = (minutes[row] or 0) - taken
                left[row] -= taken

        cans: tuple[Can, ...] = (
            lambda need, index: left[index] >= min(STEP, need),
            lambda _need, index: left[index] > 0,
        )
        self._mend(minutes, cans, rank, give)
        return self.remedy(Way.TRIM, minutes)

    def dropped(self) -> Remedy:
        """What a person chose. Else, of the items marked so, the shortest that is enough goes, else the longest, until
        it is enough."""
        minutes = list(self.minutes)
        if self.late.gone is not None:
            for index in set(self.late.gone) & set(self.may_go):
                minutes[index] = None
            return self.remedy(Way.DROP, minutes)
        marked = {index for index in self.may_go if self.blocks[index].priority == "drop"}

        def rank(need: int, index: int) -> tuple[int, ...]:
            size = self.blocks[index].minutes + self.blocks[index].settle_minutes
            return (0, size) if size >= need else (1, -size)

        def give(rows: Lever, _most: int) -> None:
            for row in rows:
                minutes[row] = None

        self._mend(minutes, (lambda _need, index: index in marked,), rank, give)
        return self.remedy(Way.DROP, minutes)

    def _mend(self, minutes: list[int | None], cans: Sequence[Can], rank: Rank, give: Give) -> None:
        """Let items give until each fixed time is kept and the end is reached, or nothing is left to give."""
        targets = [place.row for place in self.before.places if place.is_fixed and self.to_come[place.row]]
        for target in [*targets, None]:
            for can in cans:
                while (need := self._need(now := self._laid(minutes), target)) > 0:
                    can_now, rank_now = partial(can, need), partial(rank, need)
                    levers = [
                        lever for gate in _gates(now, target) if (lever := _lever(gate, can_now, rank_now))
                    ]
                    if not levers:
                        break
                    chosen = min(levers, key=lambda lever: max(map(rank_now, lever)))
                    give(chosen, min(need, _steady(now)))
        if targets:
            self._give_back(minutes)

    def _give_back(self, minutes: list[int | None]) -> None:
        """What was taken for one fixed time, and was not needed once more was taken before it for another."""
        reached = self._laid(minutes)

        def is_too_many(row: int, more: int) -> bool:
            return not self._is_as_good(self._laid([*minutes[:row], more, *minutes[row + 1 :]]), reached)

        for row, now in enumerate(minutes):
            planned = self.blocks[row].minutes
            if now is None:
                minutes[row] = None if is_too_many(row, planned) else planned
            elif now < planned:
                more = range(now + 1, planned + 1)
                minutes[row] = now + bisect_left(more, x=True, key=partial(is_too_many, row))

    def _is_as_good(self, now: Schedule, reached: Schedule) -> bool:
        """Whether nothing is later than it was reached."""
        missed = {place.row: place.missed_by for place in reached.places}
        return self._late_at_end(now) <= self._late_at_end(reached) and all(
            place.missed_by <= missed.get(place.row, 0) for place in now.places
        )

    def _need(self, now: Schedule, target: int | None) -> int:
        """By how many minutes the target begins after its fixed time, the end is later than announced."""
        if target is None:
            return self._late_at_end(now)
        return next(place for place in now.places if place.row == target).missed_by

    def _late_at_end(self, now: Schedule) -> int:
        return max(0, self.offset + now.minutes - self.goal)

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


def _lever(gate: Gate, has_room: Callable[[int], bool], rank: Callable[[int], tuple[int, ...]]) -> Lever:
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
