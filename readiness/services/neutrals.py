"""Checking that a neutral can be reached."""

from datetime import date

from django.db import transaction

from accounts.models import User
from readiness.choices import AuditKind
from readiness.models import NeutralProvider
from readiness.services import entries
from readiness.services.trail import record


@transaction.atomic
def check_number(*, by: User, neutral: NeutralProvider, today: date) -> NeutralProvider:
    """Somebody called today and was answered."""
    row = entries.lock(by=by, entry=neutral)
    if row.number_checked_on != today:
        row.number_checked_on = today
        row.save(update_fields=["number_checked_on"])
        record(by=by, row=row, kind=AuditKind.NUMBER_CHECKED)
    return row
