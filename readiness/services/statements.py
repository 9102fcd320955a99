"""Recording who approved a holding statement."""

from datetime import date

from django.db import transaction

from accounts.models import User
from readiness.choices import AuditKind
from readiness.errors import DayInFuture, StatementChanged, WarningsNotRead
from readiness.models import HoldingStatement
from readiness.redaction import look_at
from readiness.services import entries
from readiness.services.trail import record


@transaction.atomic
def approve(
    *,
    by: User,
    statement: HoldingStatement,
    version: int,
    approver: str,
    approved_on: date,
    today: date,
    has_looked: bool = False,
) -> HoldingStatement:
    """Record who approved the text as it stands, and when. Words that need a second look need that look first."""
    row = entries.lock(by=by, entry=statement)
    if row.version != version:
        raise StatementChanged
    if approved_on > today:
        raise DayInFuture
    if look_at(row.text_en, row.text_es) and not has_looked:
        raise WarningsNotRead
    if (row.approver, row.approved_on) != (approver, approved_on):
        row.approver, row.approved_on, row.version = approver, approved_on, row.version + 1
        row.save(update_fields=["approver", "approved_on", "version"])
        record(by=by, row=row, kind=AuditKind.STATEMENT_APPROVED, approver=approver)
    return row
