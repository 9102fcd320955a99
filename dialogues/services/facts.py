"""The facts board. A line is never rewritten: a newer one replaces it, or it is withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices.incidents import IncidentAuditKind, Reach, Standing
from dialogues.errors import (
    FactReplaced,
    FactUnchanged,
    MomentInFuture,
    ReasonMissing,
    UnsaidNeedsWhy,
)
from dialogues.models import Fact, Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services.incident_rows import lock_standing
from records.choices import Space
from records.services import audit


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What a line of the board says, and as of when. `why` and `until_…` belong to “cannot be said” alone."""

    standing: str
    text: str
    as_of_at: datetime
    reach: str = Reach.TEAM
    why: str = ""
    until_on: date | None = None
    until_words: str = ""

    def columns(self) -> dict[str, Any]:
        """As columns; what belongs to another standing is left out."""
        is_unsaid = self.standing == Standing.CANNOT_BE_SAID
        return {
            "standing": self.standing,
            "reach": self.reach,
            "text": self.text.strip(),
            "as_of_at": self.as_of_at,
            "why": self.why.strip() if is_unsaid else "",
            "until_on": self.until_on if is_unsaid else None,
            "until_words": self.until_words.strip() if is_unsaid else "",
        }


@transaction.atomic
def write(*, by: User, incident: Incident, saying: Saying, form_key: UUID | None = None) -> Fact:
    """Put a line on the board. Refused for a time to come, and for “cannot be said” without why and until when."""
    may_work_on_incident(by, incident).require()
    row = lock_standing(incident)
    if form_key and (known := row.facts.filter(form_key=form_key).first()):
        return known
    fact = _write(by, row, saying, form_key)
    _record(by, row, IncidentAuditKind.FACT_WRITTEN, standing=_words(fact))
    return fact


@transaction.atomic
def replace(*, by: User, fact: Fact, saying: Saying, form_key: UUID | None = None) -> Fact:
    """Write a newer line in place of one. The old one stays in the history; of two people, the second is told."""
    may_work_on_incident(by, fact.incident).require()
    incident = lock_standing(fact.incident)
    if form_key and (known := incident.facts.filter(form_key=form_key).first()):
        return known
    old = incident.facts.current().filter(pk=fact.pk).first()
    if old is None:
        raise FactReplaced
    if all(getattr(old, name) == value for name, value in saying.columns().items()):
        raise FactUnchanged
    new = _write(by, incident, saying, form_key, replaces=old)
    _record(by, incident, IncidentAuditKind.FACT_REPLACED, before=_words(old), standing=_words(new))
    return new


@transaction.atomic
def withdraw(*, by: User, fact: Fact, reason: str) -> Fact:
    """Take a line off the board, with a reason. It stays in the history; copies on paper stay as they are."""
    may_work_on_incident(by, fact.incident).require()
    incident = lock_standing(fact.incident)
    if not reason.strip():
        raise ReasonMissing
    row = incident.facts.filter(pk=fact.pk, replaced_by__isnull=True).first()
    if row is None:
        raise FactReplaced
    if row.withdrawn_at is not None:
        return row
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    _record(by, incident, IncidentAuditKind.FACT_WITHDRAWN, standing=_words(row))
    return row


def _write(
    by: User, incident: Incident, saying: Saying, form_key: UUID | None, replaces: Fact | None = None
) -> Fact:
    now, columns = timezone.now(), saying.columns()
    if saying.as_of_at > now:
        raise MomentInFuture
    is_unsaid = saying.standing == Standing.CANNOT_BE_SAID
    if is_unsaid and not (columns["why"] and (columns["until_on"] or columns["until_words"])):
        raise UnsaidNeedsWhy
    return Fact.objects.create(
        incident=incident,
        replaces=replaces,
        written_at=now,
        written_by=by,
        form_key=form_key or uuid4(),
        **columns,
    )


def _words(fact: Fact) -> str:
    return str(Standing(fact.standing).label)


def _record(by: User, incident: Incident, kind: IncidentAuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=incident.agency_id,
        space=Space.AGENCY,
        subject=incident,
        details=details,
    )
