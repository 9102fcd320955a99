"""A format that the demo city kept from the agenda of its own forum."""

from datetime import datetime

from config.demo.clock import days_ago
from config.demo.people import Cast
from dialogues.choices import Phase
from planning.choices import FormatLevel
from planning.models import Agenda
from planning.models.formats import FormatValues
from planning.services import formats

FORUM = FormatValues(
    name="Our forum with two languages",
    purpose="A listening forum with interpreters at every circle. In one language, take the national one.",
    phases=[Phase.POST_INCIDENT],
    smallest_group=26,
    largest_group=90,
    room="The gym of the recreation center: circles away from the doors, the support table by the kitchen.",
    warnings="The sound of the gym is hard on interpreters. Hang the curtains.",
)


def tell_formats(cast: Cast, now: datetime) -> None:
    """From the agenda of the forum on Maple Street."""
    rows = Agenda.objects.filter(session__dialogue__agency=cast.city)
    agenda = rows.select_related("session__dialogue__agency").get()
    with days_ago(1, now):
        formats.keep(by=cast.liaison, agenda=agenda, level=FormatLevel.AGENCY, values=FORUM)
