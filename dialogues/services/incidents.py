"""Writing down that something happened. What it needs is a time, a kind and an area; never a name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import may_open_incident
from dialogues.choices import AuditKind
from dialogues.errors import ChangedMeanwhile, IncidentInFuture
from dialogues.models import Incident
from dialogues.services.wording import field_names
from records.services import audit

CHANGEABLE = frozenset({"title", "kind", "known_at", "time_zone", "area"})


@transaction.atomic
def open_new(
    *,
    by: User,
    agency: Agency,
    title: str,
    kind: str,
    known_at: datetime,
    time_zone: str,
    area: str = "",
    form_key: UUID | None = None,
) -> Incident:
    """Open an incident for one's agency. Refused for a moment that has not come yet."""
    may_open_incident(by, agency).require()
    now = timezone.now()
    if known_at > now:
        raise IncidentInFuture
    incident, is_new = Incident.objects.get_or_create(
        form_key=form_key or uuid4(),
        opened_by=by,
        defaults={
            "agency": agency,
            "title": title,
            "kind": kind,
            "known_at": known_at,
            "time_zone": time_zone,
            "area": area,
            "opened_at": now,
        },
    )
    if is_new:
        audit.record(by=by, kind=AuditKind.INCIDENT_OPENED, agency_id=agency.pk, subject=incident)
    return incident


@transaction.atomic
def change(*, by: User, incident: Incident, version: int, changes: Mapping[str, Any]) -> Incident:
    """Mend what was written in a hurry. Refused when someone else saved since `version`."""
    may_open_incident(by, incident.agency).require()
    if unknown := set(changes) - CHANGEABLE:
        raise ValueError(f"not a part of an incident that people fill in: {sorted(unknown)}")
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    if row.version != version:
        raise ChangedMeanwhile
    if "known_at" in changes and changes["known_at"] > timezone.now():
        raise IncidentInFuture
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    audit.record(
        by=by,
        kind=AuditKind.INCIDENT_CHANGED,
        agency_id=row.agency_id,
        subject=row,
        details={"fields": field_names(Incident, changed)},
    )
    return row
