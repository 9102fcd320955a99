"""What stands around the minutes of an agenda item, in words: limits, fixed time, tracks, settling, interpreters."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.choices import Priority
from planning.models import AgendaBlock
from planning.timing import Place, Schedule
from records import timing


def notes_of(
    block: AgendaBlock,
    place: Place,
    *,
    times: Schedule,
    zone: ZoneInfo,
    extra: int = 0,
    switches: Sequence[datetime] = (),
) -> tuple[str, ...]:
    """Only what is not as usual. `place` is where `times` puts the item; `zone` has the session's clocks. `extra`, what
    is proposed, is for the page: paper is no place to decide."""
    told = (
        fixed_of(block, place, times=times, zone=zone),
        _("side by side, track %(n)d") % {"n": block.track} if block.track else "",
        _waiting(place.waiting),
        _settling(block.settle_minutes),
        _limits(block.least_minutes, block.most_minutes),
        _lateness(block.priority),
        _("proposed by: %(side)s") % {"side": block.get_proposed_by_display()} if block.proposed_by else "",
        _("%(n)d min of it for interpreting and captions") % {"n": block.access_minutes}
        if block.access_minutes
        else "",
        _("%(n)+d min proposed for interpreting and captions") % {"n": extra} if extra else "",
        _switches([timing.spell_time(moment, zone) for moment in switches]),
    )
    return tuple(note for note in told if note)


def pauses_of(block: AgendaBlock, place: Place, *, times: Schedule, zone: ZoneInfo) -> tuple[str, ...]:
    """Minutes around the item in which nothing is planned, so that its end and the next beginning can be read."""
    told = (
        fixed_of(block, place, times=times, zone=zone) if place.slack else "",
        _waiting(place.waiting),
        _settling(block.settle_minutes),
    )
    return tuple(note for note in told if note)


def fixed_of(block: AgendaBlock, place: Place, *, times: Schedule, zone: ZoneInfo) -> str:
    """For when the item is fixed, and by how much it is missed or waits; nothing where it is not."""
    if block.fixed_at is None:
        return ""
    clock = timing.spell_time(times.moment(place.begins - place.missed_by), zone)
    fixed = {"clock": clock, "n": place.slack or place.missed_by}
    if place.missed_by:
        text = ngettext(
            "fixed for %(clock)s, one minute late", "fixed for %(clock)s, %(n)d minutes late", place.missed_by
        )
        return text % fixed
    if place.slack:
        text = ngettext(
            "fixed for %(clock)s, one minute open before it",
            "fixed for %(clock)s, %(n)d minutes open before it",
            place.slack,
        )
        return text % fixed
    return _("fixed for %(clock)s") % fixed


def _waiting(minutes: int) -> str:
    text = ngettext(
        "then one minute until the others are done", "then %(n)d minutes until the others are done", minutes
    )
    return text % {"n": minutes} if minutes else ""


def _settling(minutes: int) -> str:
    text = ngettext("then one minute to settle", "then %(n)d minutes to settle", minutes)
    return text % {"n": minutes} if minutes else ""


def _limits(least: int | None, most: int | None) -> str:
    numbers = {"least": least, "most": most}
    if least and most:
        return _("%(least)d to %(most)d min") % numbers
    if least:
        return _("at least %(least)d min") % numbers
    return _("at most %(most)d min") % numbers if most else ""


def _lateness(priority: str) -> str:
    if priority == Priority.DROP:
        return _("goes first when it runs late")
    return _("stays as it is when it runs late") if priority == Priority.KEEP else ""


def _switches(clocks: Sequence[str]) -> str:
    if not clocks:
        return ""
    return _("interpreters change places at %(clocks)s") % {"clocks": ", ".join(clocks)}
