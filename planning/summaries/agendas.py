"""What the agenda page and the printed agenda show. Clock times and totals are derived from live rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.permissions import Decision
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.timing import Span, difference, spans

LONGEST_WITHOUT_BREAK = 110


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
    difference: int
    warnings: tuple[str | Promise, ...]
    may_change: Decision
    last_removed: AgendaBlock | None

    @classmethod
    def of(cls, agenda: Agenda, *, may_change: Decision) -> "AgendaView":
        rows = list(agenda.blocks.all())
        blocks = [block for block in rows if block.removed_at is None]
        removed = max(
            (block for block in rows if block.removed_at), key=lambda row: row.removed_at, default=None
        )
        session = agenda.session
        minutes = [block.minutes for block in blocks]
        times = spans(session.starts_at, minutes)
        items = tuple(
            Item(block, span, number, is_first=number == 1, is_last=number == len(blocks))
            for number, (block, span) in enumerate(zip(blocks, times, strict=True), start=1)
        )
        over = difference(session.minutes, minutes)
        return cls(
            agenda=agenda,
            items=items,
            total=sum(minutes),
            ends_at=times[-1].ends_at if times else session.starts_at,
            difference=over,
            warnings=tuple(_warnings(blocks, over)) if blocks else (),
            may_change=may_change,
            last_removed=removed,
        )


def _warnings(blocks: list[AgendaBlock], over: int) -> list[str | Promise]:
    found: list[str | Promise] = []
    if over > 0:
        text = ngettext(
            "The items take one minute more than the session.",
            "The items take %(n)d minutes more than the session.",
            over,
        )
        found.append(text % {"n": over})
    elif over < 0:
        text = ngettext(
            "One minute of the session is not planned yet.",
            "%(n)d minutes of the session are not planned yet.",
            -over,
        )
        found.append(text % {"n": -over})
    longest = _longest_without_break(blocks)
    if longest > LONGEST_WITHOUT_BREAK:
        found.append(_("There is no break for %(n)d minutes.") % {"n": longest})
    if not any(block.kind == BlockKind.CLOSING for block in blocks):
        found.append(_("There is no closing. People should leave knowing what happens next, and when."))
    return found


def _longest_without_break(blocks: list[AgendaBlock]) -> int:
    longest = running = 0
    for block in blocks:
        running = 0 if block.kind == BlockKind.BREAK else running + block.minutes
        longest = max(longest, running)
    return longest
