"""Invitations that wait in the outbox are looked at again: none leaves while the gate says “not yet”."""

import pytest
from django.utils import timezone

from dialogues.choices.gate import CheckAnswer
from dialogues.reminders import letters
from dialogues.schedules import LetterKind
from dialogues.services import gate, invitations, notices
from records.models import Message
from records.registers import Letter, Waits
from records.services import dispatch
from tests.factories.dialogues import SessionFactory
from tests.factories.gate import answered, settled
from tests.factories.participants import ParticipantFactory
from tests.records.mail_server import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path, settings):
    """A running mail server; its folder is the book of receipts."""
    server = MailServer(tmp_path).start()
    settings.MAILBOX_DIR = tmp_path
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def invited():
    """Somebody was invited while everything was settled; then a check opened, before the letter left."""
    dialogue, liaison = settled()
    session, person = SessionFactory(dialogue=dialogue), ParticipantFactory(dialogue=dialogue)
    invitations.invite(by=liaison, session=session, participants=[person.pk])
    answered(dialogue, liaison, "safety", CheckAnswer.NOT_YET, version=1)
    return session.invitations.get(), liaison


def ask_again():
    """The few minutes until a message that waits is looked at again."""
    Message.objects.update(next_attempt_at=timezone.now())
    return dispatch.send_due()


def test_it_waits_without_costing_a_try_and_goes_once_when_ready(invited, server):
    invitation, liaison = invited
    dialogue = invitation.session.dialogue
    assert (dispatch.send_due(), ask_again()) == ({"pending": 1}, {"pending": 1})
    message = Message.objects.get()
    assert (message.attempts, server.arrived) == (0, [])
    assert message.reason == "It is not time to invite: a check of “Ready to meet?” is open."
    answered(dialogue, liaison, "safety", CheckAnswer.YES, version=2)
    assert (ask_again(), ask_again(), len(server.arrived)) == ({"sent": 1}, {}, 1)


def test_a_decision_to_go_ahead_lets_it_go(invited, server):
    invitation, liaison = invited
    gate.go_ahead(by=liaison, dialogue=invitation.session.dialogue, reason="Demo reason", seen=["safety"])
    assert (dispatch.send_due(), len(server.arrived)) == ({"sent": 1}, 1)


def test_nobody_is_reminded_of_an_invitation_that_never_left(invited, server):
    invitation, _liaison = invited
    notices.post_letters(
        by=invitation.invited_by, invitations=[invitation], kind=LetterKind.REMINDER, key="test",
        expires_at=invitation.session.starts_at,
    )  # fmt: skip
    reminder = Message.objects.get(kind=LetterKind.REMINDER)
    assert isinstance(letters.prepare_reminder(reminder, timezone.now()), Waits)
    Message.objects.filter(kind=LetterKind.INVITATION).update(state="sent", sent_at=timezone.now())
    assert isinstance(letters.prepare_reminder(reminder, timezone.now()), Letter)
