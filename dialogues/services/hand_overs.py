"""Handing the work on an incident to the next shift."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices.incidents import IncidentAuditKind
from dialogues.models import HandOver, Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services.incident_rows import lock_standing
from records.choices import Space
from records.services import audit


@transaction.atomic
def hand_over(
    *, by: User, incident: Incident, to_name: str, note: str = "", form_key: UUID | None = None
) -> HandOver:
    """Write down that the next shift has it. Nothing is sent; the sheet is printed and talked through."""
    may_work_on_incident(by, incident).require()
    row = lock_standing(incident)
    given, is_new = HandOver.objects.get_or_create(
        form_key=form_key or uuid4(),
        incident=row,
        defaults={
            "to_name": to_name,
            "note": note.strip(),
            "handed_at": timezone.now(),
            "handed_by": by,
        },
    )
    if is_new:
        audit.record(
            by=by,
            kind=IncidentAuditKind.HANDED_OVER,
            agency_id=row.agency_id,
            space=Space.AGENCY,
            subject=row,
            details={"to": to_name},
        )
    return given
