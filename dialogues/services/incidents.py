"""Writing down that something happened. What it needs is a time, a kind and an area; never a name."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from accounts.permissions import may_open_incident
from dialogues.choices import AuditKind
from dialogues.choices.incidents import IncidentAuditKind
from dialogues.errors import (
    ChangedMeanwhile,
    IncidentHasDialogue,
    IncidentInFuture,
    IncidentWithdrawn,
    ReasonMissing,
)
from dialogues.models import Incident
from dialogues.permissions import may_withdraw_incident
from dialogues.services import incident_teams, reminder_pauses
from dialogues.services.incident_rows import lock_opening
from dialogues.services.wording import field_names
from records.choices import Space
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
    team: Iterable[User] = (),
    form_key: UUID | None = None,
) -> Incident:
    """Open an incident for one's agency, with its team if that is known, and pause the agency's other reminders.

    Nothing is sent. Refused for a moment that has not come yet, and for a team of others than the agency's members.
    """
    may_open_incident(by, agency).require()
    now = timezone.now()
    if known_at > now:
        raise IncidentInFuture
    lock_opening(agency)
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
        incident_teams.add_members(by=by, incident=incident, users=team)
        reminder_pauses.pause_others(by=by, incident=incident, now=now)
    return incident


@transaction.atomic
def change(*, by: User, incident: Incident, version: int, changes: Mapping[str, Any]) -> Incident:
    """Mend what was written in a hurry. Refused when someone else saved since `version`."""
    may_open_incident(by, incident.agency).require()
    if unknown := set(changes) - CHANGEABLE:
        raise ValueError(f"not a part of an incident that people fill in: {sorted(unknown)}")
    row = Incident.objects.select_for_update().get(pk=incident.pk)
    if row.is_withdrawn:
        raise IncidentWithdrawn
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


@transaction.atomic
def withdraw(*, by: User, incident: Incident, reason: str) -> Incident:
    """Opened by mistake: it leaves every list of what is running, and the reminders it paused go on. Nothing is sent.
    Reminders that a dialogue's own liaison decided to keep paused stay so, until they decide otherwise.

    The row and the record stay, with the reason. Refused once a dialogue about it exists.
    """
    may_withdraw_incident(by, incident).require()
    row = Incident.objects.select_for_update(of=("self",)).select_related("agency").get(pk=incident.pk)
    if row.is_withdrawn:
        return row
    if not reason.strip():
        raise ReasonMissing
    if row.dialogues.exists():
        raise IncidentHasDialogue
    reminder_pauses.resume(by=by, incident=row)
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    _record(by, row, IncidentAuditKind.INCIDENT_WITHDRAWN, reason=row.withdrawal_reason)
    return row


@transaction.atomic
def put_back(*, by: User, incident: Incident) -> Incident:
    """Undo `withdraw`. Reminders are not paused anew: who withdrew it let them go on."""
    may_withdraw_incident(by, incident).require()
    row = Incident.objects.select_for_update(of=("self",)).select_related("agency").get(pk=incident.pk)
    if row.is_withdrawn:
        row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = None, None, ""
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        _record(by, row, IncidentAuditKind.INCIDENT_TAKEN_BACK)
    return row


def _record(by: User, incident: Incident, kind: IncidentAuditKind, **details: str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=incident.agency_id,
        space=Space.AGENCY,
        subject=incident,
        details=details,
    )
