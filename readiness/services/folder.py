"""Recording that the registers left on paper."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import Agency, User
from readiness.choices import AuditKind
from readiness.permissions import may_read_readiness
from readiness.services.trail import record_leaving


@transaction.atomic
def record_print(*, by: User, agency: Agency, parts: Collection[str]) -> None:
    """The folder was printed. Who took it, and which parts, stays in the record."""
    may_read_readiness(by, agency).require()
    what = gettext_noop("the readiness folder")
    record_leaving(by=by, agency=agency, kind=AuditKind.READINESS_EXPORTED, what=what, parts=list(parts))
