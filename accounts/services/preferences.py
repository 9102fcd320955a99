"""What people choose for themselves."""

from django.db import transaction

from accounts.choices import AuditKind
from accounts.models import User
from records.services import audit


@transaction.atomic
def change(*, by: User, full_name: str, language: str, time_zone: str) -> None:
    """Change one's own name, language and time zone."""
    chosen = {"full_name": full_name, "language": language, "time_zone": time_zone}
    changed = [field for field, value in chosen.items() if getattr(by, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(by, field, chosen[field])
    by.save(update_fields=changed)
    audit.record(by=by, kind=AuditKind.PREFERENCES_CHANGED, subject=by, details={"changed": changed})


@transaction.atomic
def choose_language(*, by: User, language: str) -> None:
    """The language switch, for someone signed in."""
    change(by=by, full_name=by.full_name, language=language, time_zone=by.time_zone)
