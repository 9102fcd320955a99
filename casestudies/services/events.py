"""How the services of this room write their audit events."""

from typing import Any

from casestudies.models import CaseStudy
from records.actors import Actor
from records.choices import Space
from records.services import audit


def record(*, by: Actor, study: CaseStudy, kind: str, space: str = Space.AGENCY, **details: Any) -> None:
    """Told in the record of the agency, and of the dialogue where there is one. Drafting is the agency's own."""
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
