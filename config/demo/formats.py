"""A format that the demo city kept from the agenda of its own roundtable."""

from datetime import datetime

from config.demo.clock import days_ago
from config.demo.people import Cast
from dialogues.choices import Phase
from planning.choices import FormatLevel
from planning.models import Agenda
from planning.models.formats import FormatValues
from planning.services import formats

ROUNDTABLE = FormatValues(
    name="Our roundtable at the library",
    purpose="A regular evening with people who know each other. For a first meeting, take one with more time to arrive.",
    phases=[Phase.SUSTAINED],
    smallest_group=12,
    largest_group=30,
    room="Library, Room B: one large circle, and two tables by the window.",
    warnings="The room closes at nine. End ten minutes before.",
)


def tell_formats(cast: Cast, now: datetime) -> None:
    """From the newest agenda of the North Side roundtable."""
    rows = Agenda.objects.filter(session__dialogue__title="North Side roundtable", blocks__removed_at=None)
    agenda = rows.select_related("session__dialogue__agency").order_by("-session__starts_at").first()
    if agenda is None:
        return
    with days_ago(3, now):
        formats.keep(by=cast.liaison, agenda=agenda, level=FormatLevel.AGENCY, values=ROUNDTABLE)
