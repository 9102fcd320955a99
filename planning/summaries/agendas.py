"""What the agenda page and the printed agenda show. Clock times and totals are derived from live rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Decision
from planning import content
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.timing import Span, difference, spans

LONGEST_WITHOUT_BREAK = 120
NOT_SEATED = {BlockKind.PREPARATION, BlockKind.ARRIVAL, BlockKind.BREAK}
ENDINGS = {BlockKind.CLOSING, BlockKind.SURVEY}


@dataclass(frozen=True)
class Item:
    """One agenda item with its derived times and its place."""

    block: AgendaBlock
    span: Span
    number: int
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class AgendaView:
    """An agenda as people read it: items with clock times, total, end, and what to look at, in words."""

    agenda: Agenda
    items: tuple[Item, ...]
    total: int
    ends_at: datetime
    warnings: tuple[str | Promise, ...]
    ground_rules: tuple[str, ...]
    may_change: Decision
    last_removed: AgendaBlock | None
    about: content.Format | None

    @classmethod
    def of(cls, agenda: Agenda, *, may_change: Decision, blocks: list[AgendaBlock] | None = None) -> Self:
        """Two queries: the items, unless they are given (a release's copy), and the one that was removed last."""
        if blocks is None:
            blocks = list(agenda.blocks.kept().order_by("position"))
        session = agenda.session
        minutes = [block.minutes for block in blocks]
        times = spans(session.starts_at, minutes)
        items = tuple(
            Item(block, span, number, is_first=number == 1, is_last=number == len(blocks))
            for number, (block, span) in enumerate(zip(blocks, times, strict=True), start=1)
        )
        return cls(
            agenda=agenda,
            items=items,
            total=sum(minutes),
            ends_at=times[-1].ends_at if times else session.starts_at,
            warnings=_warnings(blocks, difference(session.minutes, minutes)) if blocks else (),
            ground_rules=lines_of(agenda.ground_rules),
            may_change=may_change,
            about=content.format(agenda.format) if agenda.format else None,
            last_removed=agenda.blocks.removed().order_by("-removed_at", "-pk").first(),
        )


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _warnings(blocks: list[AgendaBlock], over: int) -> tuple[str | Promise, ...]:
    longest = _longest_without_break(blocks)
    told = (
        _over_or_under(over),
        _("People sit for %(n)d minutes without a break.") % {"n": longest}
        if longest > LONGEST_WITHOUT_BREAK
        else "",
        _("There is no closing. People should leave knowing what happens next, and when.")
        if not any(block.kind in ENDINGS for block in blocks)
        else "",
    )
    return tuple(sentence for sentence in told if sentence)


def _over_or_under(over: int) -> str:
    if over > 0:
        text = ngettext(
            "The items take one minute more than the session.",
            "The items take %(n)d minutes more than the session.",
            over,
        )
        return text % {"n": over}
    if over < 0:
        text = ngettext(
            "One minute of the session is not planned yet.",
            "%(n)d minutes of the session are not planned yet.",
            -over,
        )
        return text % {"n": -over}
    return ""


def _longest_without_break(blocks: list[AgendaBlock]) -> int:
    longest = running = 0
    for block in blocks:
        running = 0 if block.kind in NOT_SEATED else running + block.minutes
        longest = max(longest, running)
    return longest
