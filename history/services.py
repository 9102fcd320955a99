"""Reading across agencies leaves a trace: who read which dialogue's history, and what was exported."""

from django.db import transaction

from accounts.models import User
from dialogues.models import Dialogue
from history.choices import AuditKind
from records.services import audit


@transaction.atomic
def note_reading(*, by: User, dialogue: Dialogue) -> None:
    """The agency can see in its record that its history was read, and by whom."""
    audit.record(
        by=by,
        kind=AuditKind.HISTORY_READ,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        space="agency",
        subject=dialogue,
    )


@transaction.atomic
def note_export(*, by: User, count: int) -> None:
    audit.record(by=by, kind=AuditKind.HISTORY_EXPORTED, details={"count": count})
