"""Writing audit events. Called by every service, in the transaction of the change it tells of."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from records.actors import Actor
from records.models import AuditEvent
from records.registers import audit_kinds


def record(
    *,
    by: Actor,
    kind: str,
    agency_id: int | None = None,
    dialogue_id: int | None = None,
    space: str = "",
    subject: Model | None = None,
    details: dict[str, Any] | None = None,
    subject_label: str = "",
) -> AuditEvent:
    """Write one event. `kind` must be signed; `details` fill its sentence, never with a participant's data."""
    event = AuditEvent(
        subject_type=type(subject).__name__.lower() if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_label=(subject_label or (str(subject) if subject is not None else ""))[:300],
        **_deed(by, kind, agency_id, dialogue_id, details),
        space=space,
    )
    event.save(force_insert=True)
    return event


def record_in_dialogues(
    *, by: Actor, kind: str, agency_id: int, details: Mapping[int, dict[str, Any]]
) -> list[AuditEvent]:
    """One deed that reaches several dialogues of an agency: an event for each (by its key), in one query."""
    return AuditEvent.objects.bulk_create(
        [AuditEvent(**_deed(by, kind, agency_id, key, told)) for key, told in details.items()], batch_size=500
    )


def _deed(
    by: Actor, kind: str, agency_id: int | None, dialogue_id: int | None, details: dict[str, Any] | None
) -> dict[str, Any]:
    """What was done, by whom, when and where."""
    if kind not in audit_kinds():
        raise ValueError(f"audit kind {kind!r} has no sentence")
    return {
        "at": timezone.now(),
        "kind": str(kind),
        "actor_id": by.audit_id,
        "actor_label": by.audit_label[:200],
        "agency_id": agency_id,
        "dialogue_id": dialogue_id,
        "details": details or {},
    }
