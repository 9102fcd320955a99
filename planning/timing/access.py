"""Time for interpreting and captions: how many minutes each item needs more, when interpreters switch, how long one
works without a rest.

The factors are defaults that an agenda can change; docs/agendas.md says where each comes from. Everything that is
provided together costs the time of the slowest, not the sum: the room waits once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from planning.timing.kinds import RESTING, TALKING
from planning.timing.schedule import Place, Schedule, Timed

REST = 10  # so many minutes with nothing planned are a rest as well
BREAK = 5  # minutes of a break that is put in for interpreters
SOON = 5  # nobody changes places so shortly before a rest or the end


class Interpreted(Timed, Protocol):
    """What access needs to know of an item beside its time."""

    @property
    def kind(self) -> str: ...
    @property
    def access_minutes(self) -> int: ...
    @property
    def least_minutes(self) -> int | None: ...
    @property
    def most_minutes(self) -> int | None: ...


@dataclass(frozen=True)
class Access:
    """What is provided, and its factors: percent of the talking time, and minutes for the team."""

    sign: bool = False
    spoken: str = ""  # "simultaneous", "consecutive" or none
    captions: bool = False
    sign_percent: int = 15
    simultaneous_percent: int = 10
    consecutive_percent: int = 100
    captions_percent: int = 5
    interpreters: int = 0  # for each language; 0 while it is not known
    team_after: int = 60
    switch_every: int = 20
    break_every: int = 60

    @property
    def is_interpreted(self) -> bool:
        return self.sign or bool(self.spoken)

    @property
    def percent(self) -> int:
        """How much longer talking takes: the slowest of what is provided."""
        spoken = {"simultaneous": self.simultaneous_percent, "consecutive": self.consecutive_percent}
        return max(
            self.sign_percent if self.sign else 0,
            spoken.get(self.spoken, 0),
            self.captions_percent if self.captions else 0,
        )

    def needs_team(self, minutes: int) -> bool:
        """Whether a session of so many minutes is too long for one interpreter of each language."""
        return self.is_interpreted and minutes > self.team_after

    def has_turns(self, minutes: int) -> bool:
        """Whether interpreters change places in it: two or more, or as many as it needs while the number is open."""
        return self.interpreters > 1 or (not self.interpreters and self.needs_team(minutes))


@dataclass(frozen=True)
class Extra:
    """One item whose minutes should change. `index` counts from 0; `is_capped`: its maximum leaves no room for all."""

    index: int
    before: int
    after: int
    access_minutes: int
    is_capped: bool

    @property
    def difference(self) -> int:
        return self.after - self.before


def share_of(minutes: int, percent: int) -> int:
    """How many minutes of an item are for access when talking takes so much longer: it grew from the rest of them.

    Of a length that no whole number of minutes grows to, the odd minute is for access.
    """
    return minutes - minutes * 100 // (100 + percent)


def share_after(before: Interpreted, minutes: int, percent: int) -> int:
    """How many minutes are for access once an item has other minutes: both parts change by the same factor.

    What was worked out with `percent` is worked out anew, so that rounding never adds up; any other share keeps its
    ratio.
    """
    if not before.access_minutes:
        return 0
    if before.access_minutes == share_of(before.minutes, percent):
        return share_of(minutes, percent)
    plain = max(0, before.minutes - before.access_minutes)
    return minutes - min(minutes, max(1, (2 * minutes * plain + before.minutes) // (2 * before.minutes)))


def replan(blocks: Sequence[Interpreted], access: Access) -> tuple[Extra, ...]:
    """What should change. An item remembers how many of its minutes are for access, so asking twice adds once."""
    found = []
    for index, block in enumerate(blocks):
        if block.kind in TALKING and 0 < block.access_minutes == share_of(block.minutes, access.percent):
            continue
        plain = max(1, block.minutes - block.access_minutes)
        wanted = -(-plain * access.percent // 100) if block.kind in TALKING else 0
        most = block.most_minutes or plain + wanted
        after = max(min(plain + wanted, most), block.least_minutes or 1)
        # Minutes that only a minimum keeps are nobody's to interpret in.
        share = max(0, after - plain) if wanted else 0
        extra = Extra(index, block.minutes, after, share, plain + wanted > most)
        if extra.difference or extra.access_minutes != block.access_minutes:
            found.append(extra)
    return tuple(found)


@dataclass(frozen=True)
class Stretch:
    """An item and the minute since which people have had no rest when it begins. Minutes after the start."""

    place: Place
    since: int

    @property
    def minutes(self) -> int:
        """How long it has been when the item ends."""
        return self.place.ends - self.since


def stretches(blocks: Sequence[Interpreted], schedule: Schedule) -> tuple[Stretch, ...]:
    """Every item but rests. Tracks count by themselves; what follows them counts from the one longest without rest."""
    found: list[Stretch] = []
    rested = 0
    for run in schedule.runs():
        ends = {place.track: rested for place in run}
        for place in run:
            since = place.begins if place.slack >= REST else ends[place.track]
            if blocks[place.row].kind in RESTING:
                ends[place.track] = place.settled
                continue
            found.append(Stretch(place, since))
            ends[place.track] = place.settled + place.waiting if place.waiting >= REST else since
        rested = min(ends.values())
    return tuple(found)


def longest(blocks: Sequence[Interpreted], schedule: Schedule) -> Stretch | None:
    """The item at whose end people have gone longest without a rest."""
    return max(stretches(blocks, schedule), key=lambda stretch: stretch.minutes, default=None)


def breaks_wanted(blocks: Sequence[Interpreted], schedule: Schedule, most: int) -> tuple[int, ...]:
    """After which items (indexes) a break should come so that nobody goes on longer than `most` minutes.

    As late as possible, so as few as possible; never inside tracks or inside an item, however long that is.
    """
    known = {stretch.place.row: stretch for stretch in stretches(blocks, schedule)}
    found: list[int] = []
    rested, last = 0, None
    for run in schedule.runs():
        begins = min(place.begins for place in run)
        mine = [(place.ends, max(known[place.row].since, rested)) for place in run if place.row in known]
        if last is not None and any(since < begins and ends - since > most for ends, since in mine):
            found.append(last)
            rested = begins
        last = run[-1].row
    return tuple(found)


def switches(blocks: Sequence[Interpreted], schedule: Schedule, every: int) -> dict[int, tuple[int, ...]]:
    """For each item, at which minutes after the start interpreters change places: each `every` minutes since a rest,
    but not when the next rest or the end comes within five."""
    known = stretches(blocks, schedule)
    rests = {stretch.since: stretch.place.ends for stretch in sorted(known, key=lambda one: one.place.ends)}
    return {
        stretch.place.row: tuple(
            moment
            for moment in range(stretch.since + every, stretch.place.ends, every)
            if moment >= stretch.place.begins and rests[stretch.since] - moment > SOON
        )
        for stretch in known
    }
