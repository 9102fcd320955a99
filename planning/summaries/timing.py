"""What the page “Running late” shows before anything is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from planning.models import Agenda, AgendaBlock
from planning.summaries.cautions import missed
from planning.summaries.wording import title_here
from planning.timing import Schedule, schedule
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
        "As few items as possible give minutes, until the end announced is reached. Those marked “drop first” give"
        " before the others. None gets shorter than its minimum, or than half of its minutes if it has none. Short"
        " breaks and what you marked “keep” stay."
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
    """An item that a person may drop, when it would begin, and whether it is ticked."""

    block: AgendaBlock
    begins_at: datetime
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
    spans = before.spans()
    choice = tuple(MayGo(blocks[index], spans[index].starts_at, dropped[index] is None) for index in offered)
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
        missed=missed(blocks, remedy.schedule, agenda.session.zone, remedy.missed),
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
