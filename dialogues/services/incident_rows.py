"""Holding on to an incident's row while something in it changes. Everyone takes incidents before dialogues."""

from django.db.models import Exists, OuterRef, Q

from accounts.models import Agency
from dialogues.errors import IncidentWithdrawn
from dialogues.models import Incident, ReminderPause


def lock_standing(incident: Incident) -> Incident:
    """The row, locked, so that two who change one incident follow each other. Refused once it was withdrawn."""
    row = Incident.objects.select_for_update(of=("self",)).select_related("agency").get(pk=incident.pk)
    if row.is_withdrawn:
        raise IncidentWithdrawn
    return row


def lock_opening(agency: Agency) -> None:
    """Incidents and dialogues of one agency open one after the other: none of them misses a pause."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def lock_before_dialogue(agency: Agency, *, about: Incident | None = None) -> list[Incident]:
    """The standing incidents that still pause the agency's reminders, locked, before a dialogue of it is.

    `about` is the incident that the dialogue will be about: locked too, so that nobody withdraws it meanwhile, and
    refused once it was. It is not among those that are returned.
    """
    lock_opening(agency)
    pauses = ReminderPause.objects.running().filter(incident=OuterRef("pk"))
    is_pausing = Q(Exists(pauses), agency=agency, withdrawn_at__isnull=True)
    wanted = Incident.objects.filter(is_pausing | Q(pk=about.pk) if about else is_pausing)
    rows = wanted.select_for_update(of=("self",)).order_by("pk")
    standing = [row for row in rows if not row.is_withdrawn]
    if about is not None and about.pk not in {row.pk for row in standing}:
        raise IncidentWithdrawn
    return [row for row in standing if about is None or row.pk != about.pk]
