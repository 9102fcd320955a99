"""Reading across agencies leaves a trace that the agency can see."""

import pytest

from accounts.models import User
from dialogues.models import Dialogue
from history import services
from records.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_note_reading_stands_in_the_agencys_record(reviewer: User, dialogue: Dialogue) -> None:
    services.note_reading(by=reviewer, dialogue=dialogue)
    event = AuditEvent.objects.get()
    assert (event.kind, event.space, event.dialogue_id, event.agency_id, event.actor_id) == (
        "history_read",
        "agency",
        dialogue.pk,
        dialogue.agency_id,
        reviewer.pk,
    )


def test_note_export_says_how_many(reviewer: User) -> None:
    services.note_export(by=reviewer, count=12)
    event = AuditEvent.objects.get()
    assert (event.kind, event.details, event.dialogue_id) == ("history_exported", {"count": 12}, None)
