"""Writing what was done to a register into the record, in the agency's space."""

from typing import Any

from accounts.models import Agency, User
from readiness.models import Entry
from records.choices import Space
from records.services import audit


def record(*, by: User, row: Entry, kind: str, **details: Any) -> None:
    """One event about one line, under the name that the record may keep."""
    audit.record(
        by=by,
        kind=kind,
        agency_id=row.agency_id,
        space=Space.AGENCY,
        subject=row,
        subject_label=row.record_name,
        details=details,
    )


def record_leaving(*, by: User, agency: Agency, kind: str, **details: Any) -> None:
    """Something of the registers left as a file or on paper."""
    audit.record(by=by, kind=kind, agency_id=agency.pk, space=Space.AGENCY, details=details)
