"""Recording that the registers left on paper."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import Agency, User
from readiness.choices import AuditKind
from readiness.permissions import may_read_readiness
from records.services import audit


@transaction.atomic
def record_print(*, by: User, agency: Agency, parts: Collection[str]) -> None:
    """The folder was printed. Who took it, and which parts, stays in the record."""
    may_read_readiness(by, agency).require()
    audit.record(
        by=by,
        kind=AuditKind.READINESS_EXPORTED,
        agency_id=agency.pk,
        details={"what": gettext_noop("the readiness folder"), "parts": list(parts)},
    )
