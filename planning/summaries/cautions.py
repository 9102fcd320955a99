"""What to look at again in an agenda, each in a sentence that says what is meant and where."""

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.choices import Language
from planning.choices import BlockKind
from planning.models import Agenda, AgendaBlock
from planning.summaries.languages import interpreted
from planning.summaries.wording import title_here, words_of
from planning.timing import Schedule
from planning.timing.access import longest
from planning.timing.kinds import RESTING, TALKING
from planning.timing.schedule import Place
from records import timing

LONGEST_WITHOUT_BREAK = 90  # minutes; with interpreters what the agenda says, 60 unless changed
ENDINGS = {BlockKind.CLOSING, BlockKind.SURVEY}
POLICE = re.compile(
    r"\b(police|officers?|chief|sheriff|deputy|deputies|sergeant|lieutenant|captain|commander|polic[ií]a|agentes?)\b",
    re.IGNORECASE,
)
NEXT_DATE = re.compile(
    r"\b(next|first)[ -](date|session|meeting)|meet(s|ing)? again|próxim[ao]", re.IGNORECASE
)


def cautions(agenda: Agenda, blocks: Sequence[AgendaBlock], schedule: Schedule) -> tuple[str, ...]:
    """All of them, the most urgent first; none for an agenda without items."""
    if not blocks:
        return ()
    told = (
        *missed(blocks, schedule, agenda.session.zone),
        _late_start(agenda.late_minutes, agenda.session.minutes - schedule.minutes),
        _over(schedule.minutes - agenda.session.minutes),
        _unplanned(agenda.session.minutes - schedule.minutes - agenda.late_minutes),
        _not_provided(agenda),
        _alone(agenda, blocks, schedule),
        _without_break(agenda, blocks, schedule),
        _police_first(blocks),
        _without_leader(blocks),
        _without_lead_in(blocks),
        _without_settling(blocks, schedule),
        _without_closing(blocks),
        _without_next_date(blocks),
    )
    return tuple(sentence for sentence in told if sentence)


def is_led_by_police(block: AgendaBlock) -> bool:
    """By the words of who leads it; a name alone tells nothing."""
    return bool(POLICE.search(block.lead))


def clock(schedule: Schedule, minutes: int, zone: ZoneInfo) -> str:
    """7:12 pm, so many minutes after the start."""
    return timing.spell_time(schedule.moment(minutes), zone)


def missed(
    blocks: Sequence[AgendaBlock], schedule: Schedule, zone: ZoneInfo, rows: Collection[int] | None = None
) -> tuple[str, ...]:
    """Each fixed time that cannot be met, and why; of these items (indexes) only, if any are named. The schedule may
    be one that nobody has accepted yet."""
    said = _("“%(item)s” cannot begin at %(fixed)s: the items before it end at %(end)s.")
    return tuple(
        timing.fill(
            said,
            {
                "item": title_here(blocks[place.row]),
                "fixed": clock(schedule, place.begins - place.missed_by, zone),
                "end": clock(schedule, place.begins, zone),
            },
        )
        for place in schedule.places
        if place.missed_by and (rows is None or place.row in rows)
    )


def _late_start(late: int, spare: int) -> str:
    """When the end is, of an agenda that begins late. `spare`: how many minutes the items leave of the session."""
    if not late:
        return ""
    begins = ngettext("Begins one minute late", "Begins %(n)d minutes late", late) % {"n": late}
    later = late - spare
    if later <= 0:
        return _("%(begins)s, and still ends by the end announced.") % {"begins": begins}
    ends = ngettext(
        "so it ends one minute after the end announced",
        "so it ends %(n)d minutes after the end announced",
        later,
    )
    return _("%(begins)s, %(ends)s.") % {"begins": begins, "ends": ends % {"n": later}}


def _over(over: int) -> str:
    """Length against length: a late start is another matter."""
    if over <= 0:
        return ""
    text = ngettext(
        "The items take one minute more than the session.",
        "The items take %(n)d minutes more than the session.",
        over,
    )
    return text % {"n": over}


def _unplanned(left: int) -> str:
    """What is left until the end announced, from when it really begins."""
    if left <= 0:
        return ""
    text = ngettext(
        "One minute of the session is not planned yet.",
        "%(n)d minutes of the session are not planned yet.",
        left,
    )
    return text % {"n": left}


def _not_provided(agenda: Agenda) -> str:
    """What the session names and the agenda takes no time for."""
    access = agenda.access
    lacking = [
        language
        for language in interpreted(agenda.session)
        if not (access.sign if language == Language.ASL else access.spoken)
    ]
    if not lacking:
        return ""
    said = _(
        "The session names %(languages)s, and the agenda takes no time for interpreting yet. Say what is provided"
        " under “Access and time”."
    )
    return said % {"languages": ", ".join(str(language.label) for language in lacking)}


def _alone(agenda: Agenda, blocks: Sequence[AgendaBlock], schedule: Schedule) -> str:
    """By the length of the session, as the page “Access and time” asks for a team: breaks do not make up for it."""
    access, stretch = agenda.access, longest(blocks, schedule)
    if access.interpreters != 1 or stretch is None or not access.needs_team(schedule.minutes):
        return ""
    said = _(
        "One interpreter for each language is asked for, and the session takes %(total)d minutes, up to %(n)d of them"
        " without a rest. Ask for a team of two, who take turns."
    )
    return said % {"total": schedule.minutes, "n": stretch.minutes}


def _without_break(agenda: Agenda, blocks: Sequence[AgendaBlock], schedule: Schedule) -> str:
    access, stretch = agenda.access, longest(blocks, schedule)
    most = access.break_every if access.is_interpreted else LONGEST_WITHOUT_BREAK
    if stretch is None or stretch.minutes <= most:
        return ""
    if access.is_interpreted:
        said = _("Interpreters work for %(n)d minutes without a break. They need one after %(most)d.")
        return said % {"n": stretch.minutes, "most": most}
    return _("People sit for %(n)d minutes without a break.") % {"n": stretch.minutes}


def _police_first(blocks: Sequence[AgendaBlock]) -> str:
    first = next((block for block in blocks if block.kind in TALKING), None)
    if first is None or not is_led_by_police(first):
        return ""
    said = _(
        "Officers speak first: “%(item)s” is led by “%(lead)s”. Let residents begin, or a neutral person."
    )
    return said % {"item": title_here(first), "lead": words_of(first.lead).text}


def _titles(blocks: Sequence[AgendaBlock]) -> str:
    return ", ".join(f"“{title_here(block)}”" for block in blocks)


def _without_leader(blocks: Sequence[AgendaBlock]) -> str:
    """People arrive and rest by themselves; all else someone leads."""
    bare = [block for block in blocks if block.kind not in RESTING and not block.lead.strip()]
    if not bare:
        return ""
    said = ngettext("%(items)s has nobody who leads it.", "%(items)s have nobody who leads them.", len(bare))
    return said % {"items": _titles(bare)}


def _without_lead_in(blocks: Sequence[AgendaBlock]) -> str:
    bare = [block for block in blocks if block.may_be_hard and not block.lead_in]
    if not bare:
        return ""
    return _("May be hard, and nothing is said before it: %(items)s. Write a lead-in.") % {
        "items": _titles(bare)
    }


def _without_settling(blocks: Sequence[AgendaBlock], schedule: Schedule) -> str:
    """A break right after it is time to settle as well, of its own track or where tracks have come together again."""
    bare = [
        blocks[place.row]
        for place, following in _followed(schedule)
        if blocks[place.row].may_be_hard
        and not blocks[place.row].settle_minutes
        and (following is None or blocks[following.row].kind != BlockKind.BREAK)
    ]
    if not bare:
        return ""
    said = _("May be hard, and there is no time to settle after it: %(items)s. Add a few minutes or a break.")
    return said % {"items": _titles(bare)}


def _followed(schedule: Schedule) -> list[tuple[Place, Place | None]]:
    """Each item with what comes next for those who sit in it: in their own track, else what the tracks rejoin for."""
    runs = schedule.runs()
    rejoined = [run[0] for run in runs[1:]]
    found: list[tuple[Place, Place | None]] = []
    for run, after in zip_longest(runs, rejoined):
        for index, place in enumerate(run):
            own = (later for later in run[index + 1 :] if later.track == place.track)
            found.append((place, next(own, after)))
    return found


def _without_closing(blocks: Sequence[AgendaBlock]) -> str:
    if any(block.kind in ENDINGS for block in blocks):
        return ""
    return _("There is no closing. People should leave knowing what happens next, and when.")


def _without_next_date(blocks: Sequence[AgendaBlock]) -> str:
    """Titles and materials (a next-date card) count anywhere, other words at the end only: people leave with those."""
    last = next((block for block in reversed(blocks) if block.kind not in RESTING), blocks[-1])
    ends = [block for block in blocks if block.kind in ENDINGS or block is last]
    words = [text for block in blocks for text in (block.title, block.materials)]
    words += [text for block in ends for text in (block.purpose, block.instructions, block.script)]
    if NEXT_DATE.search("\n".join(words)):
        return ""
    return _("No item names the next date. Say it at the end, or hand out a next-date card.")
