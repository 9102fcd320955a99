from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.reminders import due_follow_ups
from dialogues.services import follow_ups
from records.models import AuditEvent, Message
from records.services import audit
from tests.factories.commitments import FollowUpFactory
from tests.factories.dialogues import seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(time_machine):
    """What is due at noon in Chicago, for a liaison."""
    follow_up = FollowUpFactory(due_on=timezone.localdate())
    seated(follow_up.commitment.dialogue)
    time_machine.move_to(timezone.now().replace(hour=18))
    return due_follow_ups(timezone.now())


def test_leaves_one_letter_that_names_no_one(due):
    assert follow_ups.queue(due=due, now=timezone.now()) == 1
    message = Message.objects.get()
    assert message.dedupe_key == f"follow_up:{due[0].dialogue_id}:{due[0].due_on}:{due[0].user_id}"
    assert (message.kind, message.recipient) == ("follow_up_due", f"user:{due[0].user_id}")
    assert (message.context, message.session_id) == ({"due_on": due[0].due_on.isoformat()}, None)


def test_asked_again_it_leaves_none_twice(due):
    for _turn in range(3):
        follow_ups.queue(due=due, now=timezone.now())
    assert Message.objects.count() == 1
    assert AuditEvent.objects.get().sentence == "Convene asked 1 of the team for reports on commitments"


def test_a_letter_found_at_night_waits_for_the_morning(due):
    night = timezone.now().replace(hour=5)  # eleven in the evening, or midnight, in Chicago
    follow_ups.queue(due=due, now=night)
    assert Message.objects.get().not_before.hour in {13, 14}
    assert Message.objects.get().expires_at == due[0].closes_at


def test_leaves_nothing_when_the_record_fails(due, monkeypatch):
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        follow_ups.queue(due=due, now=timezone.now())
    assert not Message.objects.exists()


def test_nothing_due_leaves_nothing():
    assert follow_ups.queue(due=[], now=timezone.now() + timedelta(days=1)) == 0
    assert not AuditEvent.objects.exists()
