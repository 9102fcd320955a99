"""What the agenda page and the printed agenda show. Clock times and totals are derived from live rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Decision
from planning import content
from planning.choices import Proposer
from planning.models import Agenda, AgendaBlock
from planning.summaries.access import AccessView
from planning.summaries.cautions import cautions, is_led_by_police
from planning.summaries.item_notes import notes_of
from planning.timing import Place, Schedule, Span, schedule
from planning.timing.access import replan, switches
from planning.timing.mix import mix, talk_minutes

SLICES = {
    "whole_group": _("Whole group"),
    "small_groups": _("Small groups and circles"),
    "listening": _("Listening"),
    "breaks": _("Arriving, breaks and pauses"),
}
SIDES = (Proposer.POLICE, Proposer.COMMUNITY)


@dataclass(frozen=True)
class Item:
    """One agenda item with its derived times and its place.

    `place` holds the empty minutes before it (`slack`), by how many minutes it misses its fixed time (`missed_by`) and
    how long its track waits for the others after it (`waiting`). `settled_at` is when its settling time is over.
    `extra` is by how many minutes it should grow for access (minus: shrink). `switches` are the moments when
    interpreters change places. `notes` say all this and the limits of the item in words.
    """

    block: AgendaBlock
    span: Span
    number: int
    is_first: bool
    is_last: bool
    place: Place
    settled_at: datetime
    extra: int
    switches: tuple[datetime, ...]
    notes: tuple[str, ...]

    @property
    def waits_until(self) -> datetime | None:
        """When a fixed time after empty minutes begins; None when it begins right away."""
        return self.span.starts_at if self.place.slack else None


@dataclass(frozen=True)
class Slice:
    """A part of the whole time, in words and numbers. `key` names its look; `start` is the percent before it."""

    key: str
    label: str | Promise
    minutes: int
    percent: int
    start: int


@dataclass(frozen=True)
class Share:
    """How many of the items that say who proposed them came from a side."""

    label: str | Promise
    count: int
    percent: int


@dataclass(frozen=True)
class Mix:
    """What the time is made of, who proposed the items, and in how many minutes residents can speak."""

    slices: tuple[Slice, ...]
    shares: tuple[Share, ...]
    proposed: int
    talk: int
    total: int

    @classmethod
    def of(cls, agenda: Agenda, blocks: Sequence[AgendaBlock], times: Schedule) -> Self:
        named = [block.proposed_by for block in blocks if block.proposed_by]
        return cls(
            slices=_slices(blocks, times),
            shares=tuple(
                Share(side.label, named.count(side), round(named.count(side) * 100 / len(named)))
                for side in (SIDES if named else ())
            ),
            proposed=len(named),
            talk=talk_minutes(
                blocks,
                times,
                led_by_police={index for index, block in enumerate(blocks) if is_led_by_police(block)},
                percent=agenda.access.percent,
            ),
            total=times.minutes,
        )


@dataclass(frozen=True)
class AgendaView:
    """An agenda as people read it: items with clock times, total, end, and what to look at, in words.

    `extra` is by how many minutes the end would move if all were accepted that is proposed for access; not on paper.
    """

    agenda: Agenda
    items: tuple[Item, ...]
    schedule: Schedule
    total: int
    ends_at: datetime
    mix: Mix
    extra: int
    warnings: tuple[str | Promise, ...]
    ground_rules: tuple[str, ...]
    may_change: Decision
    last_removed: AgendaBlock | None
    about: content.Format | None

    @classmethod
    def of(cls, agenda: Agenda, blocks: Sequence[AgendaBlock] | None = None, *, may_change: Decision) -> Self:
        """Two queries: the items, and the one that was removed last; none when the items are given.

        Given items may be those of a release: in their order, saved or not.
        """
        is_live = blocks is None
        rows = list(agenda.blocks.kept().order_by("position")) if blocks is None else list(blocks)
        times = schedule(agenda.starts_at, rows, agenda.session.zone)
        items = _items(agenda, rows, times)
        removed = agenda.blocks.removed().order_by("-removed_at", "-pk").first() if is_live else None
        return cls(
            agenda=agenda,
            items=items,
            schedule=times,
            total=times.minutes,
            ends_at=times.ends_at,
            mix=Mix.of(agenda, rows, times),
            extra=AccessView.of(agenda, rows).total if is_live else 0,
            warnings=cautions(agenda, rows, times),
            ground_rules=lines_of(agenda.ground_rules),
            may_change=may_change,
            about=content.format(agenda.format) if agenda.format else None,
            last_removed=removed,
        )


def _slices(blocks: Sequence[AgendaBlock], times: Schedule) -> tuple[Slice, ...]:
    parts = mix(blocks, times)
    starts = accumulate((part.percent for part in parts), initial=0)
    return tuple(
        Slice(part.key, SLICES[part.key], part.minutes, part.percent, start)
        for part, start in zip(parts, starts, strict=False)
    )


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _items(agenda: Agenda, blocks: Sequence[AgendaBlock], times: Schedule) -> tuple[Item, ...]:
    access = agenda.access
    extras = {extra.index: extra.difference for extra in replan(blocks, access)}
    has_turns = access.is_interpreted and access.has_turns(times.minutes)
    turns = switches(blocks, times, access.switch_every) if has_turns else {}
    zone = agenda.session.zone
    found = []
    for block, place in zip(blocks, times.places, strict=True):
        extra = extras.get(place.row, 0)
        moments = tuple(times.moment(turn) for turn in turns.get(place.row, ()))
        notes = notes_of(block, place, extra=extra, times=times, zone=zone, switches=moments)
        item = Item(
            block=block,
            span=times.span(place),
            number=place.row + 1,
            is_first=place.row == 0,
            is_last=place.row == len(blocks) - 1,
            place=place,
            settled_at=times.moment(place.settled),
            extra=extra,
            switches=moments,
            notes=notes,
        )
        found.append(item)
    return tuple(found)
