"""Opening, changing, closing a dialogue."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts import permissions as agency_permissions
from accounts.choices import AgencyKind
from accounts.models import Agency, User
from dialogues import permissions
from dialogues.choices import AFFILIATION_OF_AGENCY, AuditKind, DialogueStatus, Phase, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed, IncidentElsewhere, SessionsStillPlanned
from dialogues.models import DesignTeamMember, Dialogue, Incident
from dialogues.services import gate, reminder_pauses
from dialogues.services.incident_rows import lock_before_dialogue
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
    pausing = lock_before_dialogue(agency, about=incident)
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
    reminder_pauses.pause_like_others(by=by, dialogue=dialogue, incidents=pausing)
    return dialogue


@transaction.atomic
def change(*, by: User, dialogue: Dialogue, version: int, changes: Mapping[str, Any]) -> Dialogue:
    """Change what the dialogue is about. Refused when someone else saved since `version`.

    When purpose, goals, limits, ground rules or format change, the design team has to sign off again. What makes
    invitations wait (the phase after an incident, the incident) is taken away by the liaison only; a decision to go
    ahead ends with a change of either.
    """
    permissions.may_change(by, dialogue).require()
    _require_known(changes)
    _require_own_incident(dialogue.agency, changes.get("incident"))
    pausing = (
        lock_before_dialogue(dialogue.agency, about=changes["incident"]) if "incident" in changes else []
    )
    row = Dialogue.objects.select_for_update(of=("self",)).select_related("agency").get(pk=dialogue.pk)
    if not row.is_open:
        raise DialogueClosed
    if row.version != version:
        raise ChangedMeanwhile
    _require_known_incident(by, row, changes.get("incident"))
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return row
    _require_may_settle(by, row, changed)
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record(by, row, AuditKind.DIALOGUE_CHANGED, fields=field_names(Dialogue, changed))
    if SIGNED_FIELDS.intersection(changed):
        _clear_sign_offs(by, row)
    if {"phase", "incident"}.intersection(changed):
        gate.end_going_ahead(by=by, dialogue=row)
    if "incident" in changed:
        reminder_pauses.pause_like_others(by=by, dialogue=row, incidents=pausing)
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
    """Open a closed dialogue again. Incidents that pause the agency's reminders meanwhile pause its own as well."""
    permissions.may_close(by, dialogue).require()
    pausing = lock_before_dialogue(dialogue.agency)
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if row.is_open:
        return row
    row.status, row.closed_at, row.closed_by = DialogueStatus.OPEN, None, None
    row.save(update_fields=["status", "closed_at", "closed_by"])
    _record(by, row, AuditKind.DIALOGUE_REOPENED)
    reminder_pauses.pause_like_others(by=by, dialogue=row, incidents=pausing)
    return row


def _clear_sign_offs(by: User, dialogue: Dialogue) -> None:
    signed = dialogue.design_team.filter(signed_off_at__isnull=False)
    count = signed.update(signed_off_at=None)
    if count:
        _record(by, dialogue, AuditKind.DESIGN_SIGN_OFFS_CLEARED, count=count)


def _require_own_incident(agency: Agency, incident: Incident | None) -> None:
    if incident is not None and incident.agency_id != agency.pk:
        raise IncidentElsewhere


def _require_known_incident(by: User, dialogue: Dialogue, incident: Incident | None) -> None:
    """Linking an incident shows it to the whole team, so one may only link what one sees."""
    if incident is None or incident.pk == dialogue.incident_id:
        return
    if not Incident.objects.visible_to(by).filter(pk=incident.pk).exists():
        raise IncidentElsewhere


def _require_may_settle(by: User, dialogue: Dialogue, changed: Collection[str]) -> None:
    leaves_phase = "phase" in changed and dialogue.phase == Phase.POST_INCIDENT
    leaves_incident = "incident" in changed and dialogue.incident_id is not None
    if leaves_phase or leaves_incident:
        permissions.may_settle_phase(by, dialogue).require()


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
