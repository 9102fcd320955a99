"""When a session is, as paper says it. What people were told stays; a late start is said beside it, in words."""

from django.utils.translation import ngettext

from planning.summaries.agendas import AgendaView
from records.timing import EN_DASH, spell_clock_span


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
