"""What can give when the session begins late, as the run of show says it: the arithmetic of the page “Running late”."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.models import Agenda, AgendaBlock
from planning.summaries.timing import Moved, WayView, late_ways
from planning.summaries.wording import title_here
from planning.timing.late import Way

LATE = (10, 20)  # minutes, from the start
LONG = 900  # signs; about a dozen lines


@dataclass(frozen=True)
class LateLine:
    """One way to go on: what it does, in words, and when the session then ends."""

    name: str
    words: str
    ends_at: datetime
    verdict: str


@dataclass(frozen=True)
class LatePlan:
    head: str
    lines: tuple[LateLine, ...]

    @property
    def is_long(self) -> bool:
        """Whether it may go on overleaf, without a frame: kept whole, it would leave half a page empty."""
        return sum(len(line.words) for line in self.lines) > LONG


def late_plans(agenda: Agenda, blocks: Sequence[AgendaBlock]) -> list[LatePlan]:
    """For 10 and for 20 minutes; nothing without items."""
    if not blocks:
        return []
    plans = []
    for late in LATE:
        ways = late_ways(agenda, blocks, late=late, after=None)
        head = ngettext("One minute late", "%(n)d minutes late", late) % {"n": late}
        plans.append(LatePlan(head, tuple(_line(way) for way in ways if way.is_useful)))
    return plans


def _line(way: WayView) -> LateLine:
    told = [_item(moved) for moved in way.changed]
    words = ", ".join(told) if told else _("every item keeps its minutes")
    return LateLine(str(way.name), " ".join((f"{words}.", *way.missed)), way.ends_at, way.verdict)


def _item(moved: Moved) -> str:
    words = {"item": title_here(moved.block), "n": moved.new_minutes, "was": moved.minutes}
    if moved.new_minutes is None:
        return _("without “%(item)s” (%(was)d min)") % words
    return _("“%(item)s” %(n)d min, not %(was)d") % words


def lacks_drop(plans: Sequence[LatePlan], blocks: Sequence[AgendaBlock]) -> bool:
    """Whether no item may be dropped, so that the paper says how to mark one."""
    return bool(plans) and not any(block.priority == Way.DROP for block in blocks)
