"""What the pages “Running late” and “Access and time” show before anything is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self, cast

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dialogues.choices import Language
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import ItemValues
from planning.summaries.cautions import clock
from planning.summaries.wording import title_here
from planning.timing import Schedule, schedule
from planning.timing.access import BREAK, Access, Extra, breaks_wanted, longest, replan
from planning.timing.late import Lateness, Remedy, Way, may_go, ways_when_late
from records import timing

NAMES = {
    Way.SHIFT: gettext_lazy("Shift everything"),
    Way.TRIM: gettext_lazy("Shorten items"),
    Way.DROP: gettext_lazy("Drop items"),
}
ABOUT = {
    Way.SHIFT: gettext_lazy("Every item keeps its minutes. The end moves."),
    Way.TRIM: gettext_lazy(
        "As few items as possible give minutes, five at a time, until the end announced is reached. Those marked “drop"
        " first” give before the others. None gets shorter than its minimum, or than half of its minutes if it has"
        " none. Short breaks and what you marked “keep” stay."
    ),
    Way.DROP: gettext_lazy(
        "Items marked “drop first” are ticked, as few as are enough. Tick what goes. You can put it back later."
    ),
}


@dataclass(frozen=True)
class Moved:
    """One item before and after. `after` is None when it is dropped."""

    block: AgendaBlock
    before: datetime
    after: datetime | None
    minutes: int
    new_minutes: int | None

    @property
    def is_changed(self) -> bool:
        return self.new_minutes != self.minutes

    def sentence(self) -> str:
        """“Circles” takes 38 minutes, 7 fewer."""
        words = {"item": title_here(self.block), "n": self.new_minutes, "was": self.minutes}
        if self.new_minutes is None:
            text = ngettext(
                "“%(item)s” is dropped (one minute).",
                "“%(item)s” is dropped (%(was)d minutes).",
                self.minutes,
            )
            return text % words
        text = ngettext(
            "“%(item)s” takes one minute, not %(was)d.",
            "“%(item)s” takes %(n)d minutes, not %(was)d.",
            self.new_minutes,
        )
        return text % words


@dataclass(frozen=True)
class MayGo:
    """An item that a person may drop, and whether it is ticked."""

    block: AgendaBlock
    is_chosen: bool


@dataclass(frozen=True)
class WayView:
    """One way to go on, in words. `is_useful` is false where it changes nothing that another way does not, `is_needed`
    where nothing has to change at all. `may_go`: what can be ticked to be dropped; for that way only."""

    way: Way
    name: str | Promise
    about: str | Promise
    ends_at: datetime
    verdict: str
    rows: tuple[Moved, ...]
    missed: tuple[str, ...]
    is_useful: bool
    is_needed: bool
    may_go: tuple[MayGo, ...]

    @property
    def changed(self) -> tuple[Moved, ...]:
        return tuple(row for row in self.rows if row.is_changed)


def late_ways(
    agenda: Agenda,
    blocks: Sequence[AgendaBlock],
    *,
    late: int,
    after: int | None,
    gone: Sequence[int] | None = None,
) -> list[WayView]:
    """The three ways. `after` is the index of the item that ran over; None means a late start. `gone`: the indexes of
    what was ticked to be dropped; None before anyone chose."""
    zone = agenda.session.zone
    before = schedule(agenda.starts_at, blocks, zone)
    lateness = Lateness(late, after, agenda.session.ends_at, gone)
    found = ways_when_late(agenda.starts_at, blocks, zone, lateness)
    dropped, offered = found[Way.DROP].minutes, may_go(agenda.starts_at, blocks, zone, lateness)
    choice = tuple(MayGo(blocks[index], dropped[index] is None) for index in offered)
    return [_view(agenda, blocks, before, remedy, found[Way.SHIFT], choice) for remedy in found.values()]


def _view(
    agenda: Agenda,
    blocks: Sequence[AgendaBlock],
    before: Schedule,
    remedy: Remedy,
    shift: Remedy,
    choice: tuple[MayGo, ...],
) -> WayView:
    now = {place.row: remedy.schedule.moment(place.begins) for place in remedy.schedule.places}
    return WayView(
        way=remedy.way,
        name=NAMES[remedy.way],
        about=ABOUT[remedy.way],
        ends_at=remedy.schedule.ends_at,
        verdict=_verdict(agenda, remedy.schedule.ends_at),
        rows=tuple(
            Moved(
                block,
                before.moment(place.begins),
                now.get(place.row),
                block.minutes,
                remedy.minutes[place.row],
            )
            for block, place in zip(blocks, before.places, strict=True)
        ),
        missed=tuple(_missed(agenda, blocks, remedy, index) for index in remedy.missed),
        is_useful=remedy.way is Way.SHIFT or remedy.minutes != shift.minutes,
        is_needed=bool(shift.late or shift.missed),
        may_go=choice if remedy.way is Way.DROP else (),
    )


def _verdict(agenda: Agenda, ends_at: datetime) -> str:
    """Held against the end that was announced: that is when people have to leave, whatever the agenda says by now."""
    later = int((ends_at - agenda.session.ends_at).total_seconds() // 60)
    words = {"n": abs(later), "end": timing.spell_time(agenda.session.ends_at, agenda.session.zone)}
    if later > 0:
        text = ngettext(
            "one minute after the end announced (%(end)s)",
            "%(n)d minutes after the end announced (%(end)s)",
            later,
        )
        return text % words
    if later < 0:
        text = ngettext(
            "one minute before the end announced (%(end)s)",
            "%(n)d minutes before the end announced (%(end)s)",
            -later,
        )
        return text % words
    return _("as announced")


def _missed(agenda: Agenda, blocks: Sequence[AgendaBlock], remedy: Remedy, index: int) -> str:
    place = next(place for place in remedy.schedule.places if place.row == index)
    zone = agenda.session.zone
    words = {
        "item": title_here(blocks[index]),
        "fixed": clock(remedy.schedule, place.begins - place.missed_by, zone),
        "end": clock(remedy.schedule, place.begins, zone),
    }
    return timing.fill(_("“%(item)s” cannot begin at %(fixed)s: the items before it end at %(end)s."), words)


@dataclass(frozen=True)
class ExtraView:
    """One item whose minutes should change."""

    block: AgendaBlock
    extra: Extra

    def sentence(self) -> str:
        """+3 min: 23 instead of 20. Its maximum leaves no room for more."""
        words = {"more": self.extra.difference, "n": self.extra.after, "was": self.extra.before}
        said = _("%(more)+d min: %(n)d instead of %(was)d") % words
        return f"{said}. {_('Its maximum leaves no room for more.')}" if self.extra.is_capped else said


@dataclass(frozen=True)
class BreakView:
    """A break that interpreters need, after the item `block`."""

    block: AgendaBlock
    most: int

    def sentence(self) -> str:
        """A break of 5 minutes after “Circles” (interpreters need one after 60 minutes)."""
        said = _("A break of %(n)d minutes after “%(item)s” (interpreters need one after %(most)d minutes)")
        return timing.fill(said, {"n": BREAK, "item": title_here(self.block), "most": self.most})


def breaks_for(agenda: Agenda, blocks: Sequence[AgendaBlock]) -> tuple[int, ...]:
    """After which items (indexes) interpreters need a break, once every item has the minutes that access takes."""
    access = agenda.access
    if not access.is_interpreted:
        return ()
    after = schedule(agenda.starts_at, blocks, agenda.session.zone, _minutes_with(access, blocks))
    return breaks_wanted(blocks, after, access.break_every)


def a_break() -> ItemValues:
    """A break that is put in, as the values of an item. What is kept is English with Spanish beside it."""
    made = AgendaBlock(title="Break", title_es="Descanso", kind=BlockKind.BREAK, minutes=BREAK)
    return cast("ItemValues", {name: getattr(made, name) for name in ItemValues.__annotations__})


def _minutes_with(access: Access, blocks: Sequence[AgendaBlock]) -> list[int]:
    changed = {extra.index: extra.after for extra in replan(blocks, access)}
    return [changed.get(index, block.minutes) for index, block in enumerate(blocks)]


@dataclass(frozen=True)
class AccessView:
    """What interpreting and captions ask of the time: how many minutes more, where, and which breaks.

    `languages` are those of the session, so that nobody has to look them up.
    """

    languages: tuple[str, ...]
    rows: tuple[ExtraView, ...]
    breaks: tuple[BreakView, ...]
    total: int
    ends_at: datetime
    team: str

    @classmethod
    def of(cls, agenda: Agenda, blocks: Sequence[AgendaBlock]) -> Self:
        access = agenda.access
        extras, rest_after = replan(blocks, access), breaks_for(agenda, blocks)
        after, longest_stretch = _laid_out(agenda, blocks, rest_after)
        return cls(
            languages=tuple(str(Language(code).label) for code in agenda.session.languages),
            rows=tuple(ExtraView(blocks[extra.index], extra) for extra in extras),
            breaks=tuple(BreakView(blocks[index], access.break_every) for index in rest_after),
            total=sum(extra.difference for extra in extras) + BREAK * len(rest_after),
            ends_at=after.ends_at,
            team=_team(agenda, after.minutes, longest_stretch),
        )


def _laid_out(
    agenda: Agenda, blocks: Sequence[AgendaBlock], rest_after: Sequence[int]
) -> tuple[Schedule, int]:
    """The agenda with all that is proposed; and the longest time without a rest in it."""
    with_breaks: list[tuple[AgendaBlock, int]] = []
    for index, pair in enumerate(zip(blocks, _minutes_with(agenda.access, blocks), strict=True)):
        with_breaks.append(pair)
        if index in rest_after:
            with_breaks.append((AgendaBlock(**a_break()), BREAK))
    items = [block for block, _minutes in with_breaks]
    minutes = [length for _block, length in with_breaks]
    after = schedule(agenda.starts_at, items, agenda.session.zone, minutes)
    stretch = longest(items, after)
    return after, stretch.minutes if stretch else 0


def _team(agenda: Agenda, total: int, longest_stretch: int) -> str:
    """How many interpreters to ask for, and why; or that a team is asked for already."""
    access = agenda.access
    if not access.is_interpreted or not total:
        return ""
    words = {"total": total, "after": access.team_after, "every": access.switch_every, "n": longest_stretch}
    if total <= access.team_after:
        return _("The session takes %(total)d minutes: one interpreter for each language can do it.") % words
    if access.interpreters > 1:
        return _asked_for(access.interpreters, words)
    return (
        _(
            "The session takes %(total)d minutes, more than %(after)d: ask for two interpreters for each language, who"
            " change places every %(every)d minutes. The longest time without a rest is %(n)d minutes."
        )
        % words
    )


def _asked_for(team: int, words: dict[str, int]) -> str:
    asked = (
        _("A team of two is asked for.") if team == 2 else _("A team of %(n)d is asked for.") % {"n": team}
    )
    said = _("They change places every %(every)d minutes. The longest time without a rest is %(n)d minutes.")
    return f"{asked} {said % words}"
