"""How the services of this room write their audit events."""

from dataclasses import dataclass
from typing import Any

from casestudies.models import CaseStudy
from records.actors import Actor
from records.choices import Space
from records.services import audit


@dataclass(frozen=True)
class Office:
    """A review organization as the agency's record names it: not the person who acted for it."""

    audit_label: str
    audit_id: None = None


def record(*, by: Actor, study: CaseStudy, kind: str, **details: Any) -> None:
    """Drafting is told in the record of the agency that writes, in its own space.

    What an organization drafts stands in no agency's record: it would tell who of the reviewers asks what.
    """
    if study.organization_id is not None:
        audit.record(by=by, kind=kind, subject=study, details=details)
    else:
        _tell(by, study, kind, Space.AGENCY, details)


def record_public(*, by: Actor, study: CaseStudy, kind: str, **details: Any) -> None:
    """What anyone can see is told to all seats of the dialogue.

    Of an organization's case, the agency's record names the organization; who acted is kept outside of it.
    """
    if study.organization_id is not None:
        audit.record(by=by, kind=kind, subject=study, details=details)
        by = Office(study.writer)
    if study.organization_id is None or study.dialogue_id is not None:
        _tell(by, study, kind, "", details)


def _tell(by: Actor, study: CaseStudy, kind: str, space: str, details: dict[str, Any]) -> None:
    dialogue = study.dialogue
    audit.record(
        by=by,
        kind=kind,
        agency_id=study.agency_id or (dialogue.agency_id if dialogue else None),
        dialogue_id=study.dialogue_id,
        space=space,
        subject=study,
        details=details,
    )
