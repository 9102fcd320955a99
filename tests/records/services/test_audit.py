"""Audit events: written with the change, told as a sentence."""

import pytest
from django.db import transaction

from records.actors import LINK_HOLDER, SYSTEM
from records.models import AuditEvent, Bounce
from records.services import audit

pytestmark = pytest.mark.django_db


def test_record_copies_names_as_they_are_now() -> None:
    subject = Bounce(recipient="participant:7", status="550")
    event = audit.record(
        by=SYSTEM,
        kind="messages_stopped",
        dialogue_id=3,
        subject=subject,
        details={"count": 2, "reason": "Moved."},
    )
    assert (event.actor_id, event.actor_label, event.dialogue_id) == (None, "Convene", 3)
    assert (event.subject_type, event.subject_label) == ("bounce", "participant:7: 550")
    assert event.sentence == "Convene stopped messages that were waiting (2): Moved."


def test_record_refuses_a_kind_without_a_sentence() -> None:
    with pytest.raises(ValueError, match="no sentence"):
        audit.record(by=SYSTEM, kind="something_new")


def test_record_goes_with_a_change_that_is_rolled_back() -> None:
    with transaction.atomic():
        audit.record(by=LINK_HOLDER, kind="message_retried")
        transaction.set_rollback(True)
    assert not AuditEvent.objects.exists()


def test_record_cuts_what_is_too_long() -> None:
    event = audit.record(by=SYSTEM, kind="message_retried", subject_label="x" * 1000)
    assert len(event.subject_label) == 300


def test_a_holder_of_a_private_link_is_never_named() -> None:
    event = audit.record(by=LINK_HOLDER, kind="message_retried")
    assert event.sentence == "Someone with a private link asked for a message to be sent again"
