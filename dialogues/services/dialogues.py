"""Opening, changing, closing a dialogue."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts import permissions as agency_permissions
from accounts.choices import AgencyKind
from accounts.models import Agency, User
from dialogues import permissions
from dialogues.choices import AFFILIATION_OF_AGENCY, AuditKind, DialogueStatus, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed, IncidentElsewhere, SessionsStillPlanned
from dialogues.models import DesignTeamMember, Dialogue, Incident
from dialogues.services.incident_rows import lock_standing
from dialogues.services.wording import field_names
from records.services import audit

# What the design team signs off. When it changes, what was signed is no longer what stands there.
SIGNED_FIELDS = frozenset({"purpose", "goals", "may_change", "off_limits", "ground_rules", "format"})
CHANGEABLE = SIGNED_FIELDS | {"title", "phase", "incident", "conveners", "neutral_provider"}


@transaction.atomic
def open_new(
    *,
    by: User,
    agency: Agency,
    title: str,
    phase: str,
    purpose: str,
    incident: Incident | None = None,
    details: Mapping[str, str] | None = None,
    form_key: UUID | None = None,
) -> Dialogue:
    """Open a dialogue for one's agency and take the liaison's seat. The same form sent again opens none.

    `details` holds goals, may_change, off_limits, ground_rules, conveners, neutral_provider, format.
    """
    agency_permissions.may_open_dialogue(by, agency).require()
    _require_own_incident(agency, incident)
    now = timezone.now()
    values = {"title": title, "phase": phase, "purpose": purpose, "incident": incident, **(details or {})}
    _require_known(values)
    dialogue, is_new = Dialogue.objects.get_or_create(
        form_key=form_key or uuid4(),
        opened_by=by,
        defaults={"agency": agency, "opened_at": now, **values},
    )
    if not is_new:
        return dialogue
    DesignTeamMember.objects.create(
        dialogue=dialogue,
        user=by,
        name=by.full_name,
        organization=agency.name,
        affiliation=AFFILIATION_OF_AGENCY[AgencyKind(agency.kind)],
        seat=Seat.LIAISON,
        seated_at=now,
    )
    _record(by, dialogue, AuditKind.DIALOGUE_OPENED)
    return dialogue


@transaction.atomic
def change(*, by: User, dialogue: Dialogue, version: int, changes: Mapping[str, Any]) -> Dialogue:
    """Change what the dialogue is about. Refused when someone else saved since `version`.

    When purpose, goals, limits, ground rules or format change, the design team has to sign off again.
    """
    permissions.may_change(by, dialogue).require()
    _require_known(changes)
    row = Dialogue.objects.select_for_update(of=("self",)).select_related("agency").get(pk=dialogue.pk)
    if not row.is_open:
        raise DialogueClosed
    if row.version != version:
        raise ChangedMeanwhile
    _require_own_incident(row.agency, changes.get("incident"))
    _require_known_incident(by, row, changes.get("incident"))
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record(by, row, AuditKind.DIALOGUE_CHANGED, fields=field_names(Dialogue, changed))
    if SIGNED_FIELDS.intersection(changed):
        _clear_sign_offs(by, row)
    return row


@transaction.atomic
def close(*, by: User, dialogue: Dialogue) -> Dialogue:
    """Close a dialogue. Refused while sessions are planned: people have been asked to come to them."""
    permissions.may_close(by, dialogue).require()
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if not row.is_open:
        return row
    if row.sessions.planned().exists():
        raise SessionsStillPlanned
    row.status, row.closed_at, row.closed_by = DialogueStatus.CLOSED, timezone.now(), by
    row.save(update_fields=["status", "closed_at", "closed_by"])
    _record(by, row, AuditKind.DIALOGUE_CLOSED)
    return row


@transaction.atomic
def reopen(*, by: User, dialogue: Dialogue) -> Dialogue:
    permissions.may_close(by, dialogue).require()
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if row.is_open:
        return row
    row.status, row.closed_at, row.closed_by = DialogueStatus.OPEN, None, None
    row.save(update_fields=["status", "closed_at", "closed_by"])
    _record(by, row, AuditKind.DIALOGUE_REOPENED)
    return row


def _clear_sign_offs(by: User, dialogue: Dialogue) -> None:
    signed = dialogue.design_team.filter(signed_off_at__isnull=False)
    count = signed.update(signed_off_at=None)
    if count:
        _record(by, dialogue, AuditKind.DESIGN_SIGN_OFFS_CLEARED, count=count)


def _require_own_incident(agency: Agency, incident: Incident | None) -> None:
    """And one that stands: locked, so that nobody withdraws it while a dialogue about it opens."""
    if incident is None:
        return
    if incident.agency_id != agency.pk:
        raise IncidentElsewhere
    lock_standing(incident)


def _require_known_incident(by: User, dialogue: Dialogue, incident: Incident | None) -> None:
    """Linking an incident shows it to the whole team, so one may only link what one sees."""
    if incident is None or incident.pk == dialogue.incident_id:
        return
    if not Incident.objects.visible_to(by).filter(pk=incident.pk).exists():
        raise IncidentElsewhere


def _require_known(values: Mapping[str, Any]) -> None:
    unknown = set(values) - CHANGEABLE
    if unknown:
        raise ValueError(f"not a part of a dialogue that people fill in: {sorted(unknown)}")


def _record(by: User, dialogue: Dialogue, kind: AuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=dialogue,
        details=details,
    )
