"""Keeping up relationships: noting that one spoke, and taking the map out as a file."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import Agency, User
from readiness.choices import AuditKind
from readiness.errors import DayInFuture
from readiness.models import Contact, Organization
from readiness.permissions import may_keep_readiness
from readiness.services import entries
from readiness.services.trail import record, record_leaving
from records import timing


@transaction.atomic
def note_contact(
    *, by: User, organization: Organization, spoke_on: date, today: date, note: str = ""
) -> Contact:
    """Note that somebody of the agency spoke with them on a day. Two taps on one day leave one note."""
    row = entries.lock(by=by, entry=organization)
    if spoke_on > today:
        raise DayInFuture
    known = Contact.objects.filter(
        organization=row, spoke_on=spoke_on, note=note.strip(), removed_at__isnull=True
    ).first()
    if known is not None:
        return known
    contact = Contact.objects.create(
        organization=row, spoke_on=spoke_on, note=note.strip(), noted_at=timezone.now(), noted_by=by
    )
    record(by=by, row=row, kind=AuditKind.CONTACT_NOTED, when=timing.spell_day(spoke_on))
    return contact


@transaction.atomic
def take_back_contact(*, by: User, contact: Contact) -> Contact:
    """The tap was a slip: the day counts no more. The record keeps both."""
    organization = entries.lock(by=by, entry=contact.organization)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        record(
            by=by, row=organization, kind=AuditKind.CONTACT_TAKEN_BACK, when=timing.spell_day(row.spoke_on)
        )
    return row


@transaction.atomic
def record_export(*, by: User, agency: Agency, count: int) -> None:
    """The map leaves as a file. Who took it stays in the record."""
    may_keep_readiness(by, agency).require()
    what = gettext_noop("the stakeholder map")
    record_leaving(by=by, agency=agency, kind=AuditKind.READINESS_EXPORTED, what=what, count=count)
