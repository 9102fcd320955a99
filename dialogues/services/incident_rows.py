"""Holding on to an incident's row while something in it changes."""

from dialogues.errors import IncidentWithdrawn
from dialogues.models import Incident


def lock_standing(incident: Incident) -> Incident:
    """The row, locked, so that two who change one incident follow each other. Refused once it was withdrawn."""
    row = Incident.objects.select_for_update(of=("self",)).select_related("agency").get(pk=incident.pk)
    if row.is_withdrawn:
        raise IncidentWithdrawn
    return row
