"""Family first: who keeps in touch, and when. Never what about."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices.incidents import IncidentAuditKind
from dialogues.errors import MomentInFuture, PartOfInvestigation, PromiseNotAhead
from dialogues.models import FamilyContact, FamilyTalk, Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services.incident_rows import lock_standing
from records.choices import Space
from records.services import audit


@transaction.atomic
def name_contact(
    *,
    by: User,
    incident: Incident,
    name: str,
    is_outside_investigation: bool,
    reach: str = "",
    form_key: UUID | None = None,
) -> FamilyContact:
    """Name who the family hears from; whoever was named before hands over. Refused without the confirmation."""
    may_work_on_incident(by, incident).require()
    row, now = lock_standing(incident), timezone.now()
    if form_key and (known := row.family_contacts.filter(form_key=form_key).first()):
        return known
    if not is_outside_investigation:
        raise PartOfInvestigation
    row.family_contacts.current().update(ended_at=now)
    contact = FamilyContact.objects.create(
        incident=row,
        name=name,
        reach=reach,
        is_outside_investigation=True,
        named_at=now,
        named_by=by,
        form_key=form_key or uuid4(),
    )
    _record(by, row, IncidentAuditKind.FAMILY_CONTACT_NAMED)
    return contact


@transaction.atomic
def log_talk(
    *,
    by: User,
    incident: Incident,
    talked_at: datetime,
    next_promised_at: datetime | None = None,
    form_key: UUID | None = None,
) -> FamilyTalk:
    """Write down when somebody was in contact with the family, and for when the next update was promised."""
    may_work_on_incident(by, incident).require()
    row, now = lock_standing(incident), timezone.now()
    if form_key and (known := row.family_talks.filter(form_key=form_key).first()):
        return known
    if talked_at > now:
        raise MomentInFuture
    if next_promised_at is not None and next_promised_at <= talked_at:
        raise PromiseNotAhead
    talk = FamilyTalk.objects.create(
        incident=row,
        talked_at=talked_at,
        next_promised_at=next_promised_at,
        logged_at=now,
        logged_by=by,
        form_key=form_key or uuid4(),
    )
    _record(by, row, IncidentAuditKind.FAMILY_TALK_LOGGED)
    return talk


@transaction.atomic
def strike_talk(*, by: User, talk: FamilyTalk) -> FamilyTalk:
    """Strike out a time that was wrong. It stays readable, struck; a second time changes nothing."""
    may_work_on_incident(by, talk.incident).require()
    incident = lock_standing(talk.incident)
    row = incident.family_talks.get(pk=talk.pk)
    if row.struck_at is None:
        row.struck_at, row.struck_by = timezone.now(), by
        row.save(update_fields=["struck_at", "struck_by"])
        _record(by, incident, IncidentAuditKind.FAMILY_TALK_STRUCK)
    return row


def _record(by: User, incident: Incident, kind: IncidentAuditKind) -> None:
    audit.record(by=by, kind=kind, agency_id=incident.agency_id, space=Space.AGENCY, subject=incident)
