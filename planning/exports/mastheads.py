"""When a session is, as paper says it. What people were told stays; a late start, or another end, is said beside it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from planning.summaries.agendas import AgendaView
from records.timing import EN_DASH, fill, spell_clock_span, spell_time_from


def beside(view: AgendaView) -> str:
    """What the team reads beside the time that was announced, where the items begin or end at another."""
    return late_start(view) or _other_end(view)


def end_for_participants(view: AgendaView) -> datetime:
    """The end at the head of their agenda. Their list ends with that of the items, so the head does; but after a late
    start the words beside it say both.
    """
    return view.ends_at if view.items and not view.agenda.late_minutes else view.agenda.session.ends_at


def late_start(view: AgendaView) -> str:
    """Starts 20 minutes late: 6:20 to 8:20 pm. Nothing when the items begin as announced, or when there are none.

    The end is that of the items, so that it agrees with the clock times beside them.
    """
    late = view.agenda.late_minutes
    if not late or not view.items:
        return ""
    zone = view.agenda.session.zone
    hands = spell_clock_span(view.schedule.starts_at.astimezone(zone), view.ends_at.astimezone(zone))
    start, end = hands.split(EN_DASH)
    text = ngettext(
        "Starts one minute late: %(start)s to %(end)s",
        "Starts %(n)d minutes late: %(start)s to %(end)s",
        late,
    )
    return text % {"n": late, "start": start, "end": end}


def _other_end(view: AgendaView) -> str:
    session = view.agenda.session
    if not view.items or view.ends_at == session.ends_at:
        return ""
    clock = spell_time_from(view.ends_at, session.starts_at, session.zone)
    return fill(_("That is what was announced. This plan ends at %(clock)s."), {"clock": clock})
