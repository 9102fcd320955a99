"""What the page “Access and time” shows before anything is changed: what interpreting and captions ask of the time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self, cast

from django.utils.translation import gettext as _

from dialogues.choices import Language
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import ItemValues
from planning.summaries.cautions import missed
from planning.summaries.wording import BREAK_TITLE, BREAK_TITLE_ES, title_here
from planning.timing import Schedule, schedule
from planning.timing.access import BREAK, Extra, breaks_wanted, longest, replan
from records import timing


@dataclass(frozen=True)
class Ticked:
    """What a person ticked: items that get their minutes, and items after which a break comes (ids).

    `offered` are the breaks that they could tick. One that is proposed since counts as ticked.
    """

    items: Collection[int]
    breaks: Collection[int]
    offered: Collection[int]

    def has_break(self, pk: int) -> bool:
        return pk in self.breaks or pk not in self.offered


@dataclass(frozen=True)
class ExtraView:
    """One item whose minutes should change, and whether it is ticked."""

    block: AgendaBlock
    extra: Extra
    is_chosen: bool

    def sentence(self) -> str:
        """+3 min: 23 instead of 20. Its maximum leaves no room for more."""
        words = {"more": self.extra.difference, "n": self.extra.after, "was": self.extra.before}
        said = _("%(more)+d min: %(n)d instead of %(was)d") % words
        return f"{said}. {_('Its maximum leaves no room for more.')}" if self.extra.is_capped else said


@dataclass(frozen=True)
class BreakView:
    """A break that interpreters need, after the item `block`, and whether it is ticked."""

    block: AgendaBlock
    most: int
    is_chosen: bool

    def sentence(self) -> str:
        """A break of 5 minutes after “Circles” (interpreters need one after 60 minutes)."""
        said = _("A break of %(n)d minutes after “%(item)s” (interpreters need one after %(most)d minutes)")
        return timing.fill(said, {"n": BREAK, "item": title_here(self.block), "most": self.most})


@dataclass(frozen=True)
class AccessView:
    """What interpreting and captions ask of the time: how many minutes more, where, and which breaks.

    `total` is by how many minutes the end moves, `ends_at` when it then is, with what is ticked. That is less than the
    minutes of the items together where tables work side by side or an item waits for its fixed time. `missed` names the
    fixed times that cannot be met then. `languages` are those of the session, so that nobody has to look them up.
    """

    languages: tuple[str, ...]
    rows: tuple[ExtraView, ...]
    breaks: tuple[BreakView, ...]
    total: int
    ends_at: datetime
    missed: tuple[str, ...]
    team: str

    @classmethod
    def of(cls, agenda: Agenda, blocks: Sequence[AgendaBlock], choice: Ticked | None = None) -> Self:
        """Without a choice all is ticked. Breaks are those that the ticked minutes ask for."""
        extras = tuple(
            ExtraView(blocks[extra.index], extra, choice is None or blocks[extra.index].pk in choice.items)
            for extra in replan(blocks, agenda.access)
        )
        minutes = _minutes_with(blocks, extras)
        breaks = tuple(
            BreakView(block, agenda.break_minutes, choice is None or choice.has_break(block.pk))
            for block in _rests(agenda, blocks, minutes)
        )
        items, after = _laid_out(agenda, blocks, minutes, {row.block.pk for row in breaks if row.is_chosen})
        stretch = longest(items, after)
        return cls(
            languages=tuple(str(Language(code).label) for code in agenda.session.languages),
            rows=extras,
            breaks=breaks,
            total=after.minutes - schedule(agenda.starts_at, blocks, agenda.session.zone).minutes,
            ends_at=after.ends_at,
            missed=missed(items, after, agenda.session.zone),
            team=_team(agenda, after.minutes, stretch.minutes if stretch else 0),
        )


def a_break() -> ItemValues:
    """A break that is put in, as the values of an item. What is kept is English with Spanish beside it."""
    made = AgendaBlock(title=BREAK_TITLE, title_es=BREAK_TITLE_ES, kind=BlockKind.BREAK, minutes=BREAK)
    return cast("ItemValues", {name: getattr(made, name) for name in ItemValues.__annotations__})


def _minutes_with(blocks: Sequence[AgendaBlock], rows: Sequence[ExtraView]) -> list[int]:
    changed = {row.extra.index: row.extra.after for row in rows if row.is_chosen}
    return [changed.get(index, block.minutes) for index, block in enumerate(blocks)]


def _rests(agenda: Agenda, blocks: Sequence[AgendaBlock], minutes: Sequence[int]) -> list[AgendaBlock]:
    """After which items interpreters need a break, when the items take so many minutes."""
    if not agenda.access.is_interpreted:
        return []
    after = schedule(agenda.starts_at, blocks, agenda.session.zone, minutes)
    return [blocks[index] for index in breaks_wanted(blocks, after, agenda.break_minutes)]


def _laid_out(
    agenda: Agenda, blocks: Sequence[AgendaBlock], minutes: Sequence[int], rest_after: Collection[int]
) -> tuple[list[AgendaBlock], Schedule]:
    """The agenda with all that is ticked, breaks after items (ids) among it, and when each then is."""
    with_breaks: list[tuple[AgendaBlock, int]] = []
    for block, length in zip(blocks, minutes, strict=True):
        with_breaks.append((block, length))
        if block.pk in rest_after:
            with_breaks.append((AgendaBlock(**a_break()), BREAK))
    items = [block for block, _length in with_breaks]
    lengths = [length for _block, length in with_breaks]
    return items, schedule(agenda.starts_at, items, agenda.session.zone, lengths)


def _team(agenda: Agenda, total: int, longest_stretch: int) -> str:
    """How many interpreters to ask for, and why; or that a team is asked for already."""
    access = agenda.access
    if not access.is_interpreted or not total:
        return ""
    words = {"total": total, "after": access.team_after, "every": access.switch_every, "n": longest_stretch}
    if not access.needs_team(total):
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
