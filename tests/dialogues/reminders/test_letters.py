from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues import reminders
from dialogues.models import SurveyTicket
from dialogues.reminders import due_session_reminders, letters
from dialogues.schedules import LetterKind, Rule, moment_of
from dialogues.services import invitations, notices, participants, replies, sessions
from records.models import Message
from records.registers import Letter, Withdrawn, message_kinds
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def prepare(message):
    return letters.PREPARE[LetterKind(message.kind)](message, timezone.now())


def letter_of(kind, invitation, **context):
    session = invitation.session
    notices.post_letters(
        by=invitation.invited_by, invitations=[invitation], kind=kind, key="test", expires_at=session.starts_at,
        context=context,
    )  # fmt: skip
    return Message.objects.get(kind=kind)


def withdrawn(invitation):
    invitation.withdrawn_at = timezone.now()
    invitation.save()


def stopped(invitation):
    invitation.participant.contact_stopped_at = timezone.now()
    invitation.participant.save()


def without_address(invitation):
    invitation.participant.email = ""
    invitation.participant.save()


def removed(invitation):
    participants.remove(by=seated(invitation.session.dialogue), participant=invitation.participant)


def cancelled(invitation):
    session = invitation.session
    type(session).objects.filter(pk=session.pk).update(status="cancelled", held_at=None, held_by=None)


def held(invitation):
    session = invitation.session
    type(session).objects.filter(pk=session.pk).update(
        status="held", held_at=timezone.now(), held_by=invitation.invited_by
    )


def moved(invitation):
    session = invitation.session
    type(session).objects.filter(pk=session.pk).update(schedule_version=9)


def declined(invitation):
    invitation.answer, invitation.answered_at = "no", timezone.now()
    invitation.save()


def no_reminders(invitation):
    invitation.reminders_stopped_at = timezone.now()
    invitation.save()


PERSON = [withdrawn, stopped, without_address, removed]
HOLDS_BACK = {
    LetterKind.INVITATION: [*PERSON, cancelled, held],
    LetterKind.CONFIRMATION: [*PERSON, cancelled, held, declined],
    LetterKind.REMINDER: [*PERSON, cancelled, held, moved, declined, no_reminders],
    LetterKind.MOVED: [*PERSON, cancelled, held, moved, declined],
    LetterKind.CANCELLED: PERSON,
}
CASES = [(kind, reason) for kind, reasons in HOLDS_BACK.items() for reason in reasons]


@pytest.mark.parametrize(("kind", "happened"), CASES, ids=[f"{kind}-{what.__name__}" for kind, what in CASES])
def test_letters_are_held_back_when_the_world_changed_meanwhile(kind, happened):
    invitation = InvitationFactory(answer="yes")
    message = letter_of(kind, invitation, answer="yes", had_entry=False)
    assert isinstance(prepare(message), Letter)
    happened(invitation)
    answer = prepare(message)
    assert isinstance(answer, Withdrawn)
    assert answer.reason.endswith(".")
    assert "@" not in answer.reason


@pytest.mark.parametrize("kind", [LetterKind.MOVED, LetterKind.CANCELLED, LetterKind.CONFIRMATION])
def test_essential_letters_go_to_those_who_want_no_reminders(kind):
    invitation = InvitationFactory(answer="yes", reminders_stopped_at=timezone.now())
    assert isinstance(prepare(letter_of(kind, invitation, answer="yes")), Letter)


def test_an_invitation_tells_the_plan_as_it_is_when_it_goes():
    invitation = InvitationFactory()
    message = letter_of(LetterKind.INVITATION, invitation)
    invitation.session.venue = "Another Demo Hall"
    invitation.session.schedule_version += 1
    invitation.session.save()
    assert "Another Demo Hall" in prepare(message).text


def test_nothing_is_sent_about_a_closed_dialogue():
    invitation = InvitationFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))
    assert prepare(letter_of(LetterKind.REMINDER, invitation)).reason == letters.CLOSED


def test_a_confirmation_of_an_older_answer_gives_way():
    invitation = InvitationFactory()
    replies.answer(invitation=invitation, answer="yes")
    first = Message.objects.get()
    replies.answer(invitation=invitation, answer="no")
    assert prepare(first) == Withdrawn("superseded", letters.ANSWERED_AGAIN)


def test_the_word_of_withdrawal_gives_way_when_invited_again():
    invitation = InvitationFactory(answer="yes")
    by = seated(invitation.session.dialogue)
    invitations.withdraw(by=by, invitation=invitation)
    message = Message.objects.get(kind=LetterKind.WITHDRAWN)
    assert isinstance(prepare(message), Letter)
    invitations.send_again(by=by, invitation=invitation, letters=1)
    assert prepare(message).state == "superseded"


def thanks(**values):
    session = HeldSessionFactory(starts_at=timezone.now() - timedelta(days=3))
    invitation = InvitationFactory(session=session, answer="yes", **values)
    moment = moment_of(Rule.THANKS, session.starts_at, session.zone)
    notices.queue_reminders(due=due_session_reminders(moment), now=moment)
    return invitation, Message.objects.get()


def test_thanks_hold_the_same_ticket_at_every_try(client):
    _invitation, message = thanks()
    letter = prepare(message)
    assert letter == prepare(message)
    address = next(line for line in letter.text.splitlines() if "/s/" in line)
    assert SurveyTicket.objects.count() == 1
    answer = client.get(address[address.index("/s/") :])
    assert answer.status_code == 302


def test_thanks_leave_the_link_out_once_the_sheet_was_sent_in():
    _invitation, message = thanks()
    SurveyTicket.objects.update(is_used=True)
    assert "/s/" not in prepare(message).text


@pytest.mark.parametrize("happened", [stopped, without_address, removed, no_reminders, cancelled])
def test_thanks_are_held_back_when_the_world_changed_meanwhile(happened):
    invitation, message = thanks()
    happened(invitation)
    assert isinstance(prepare(message), Withdrawn)


def test_thanks_go_to_someone_who_came_without_an_invitation():
    session = HeldSessionFactory()
    person = ParticipantFactory(dialogue=session.dialogue)
    message = Message(session_id=session.pk, recipient=person.reference, kind=LetterKind.THANKS)
    letter = prepare(message)
    assert letter.to == person.email
    assert "List-Unsubscribe" not in letter.headers


def test_every_kind_is_signed_and_only_reminders_and_thanks_are_optional():
    reminders.register()
    signed = message_kinds()
    assert set(LetterKind.values) <= set(signed)
    optional = {name for name in LetterKind.values if not signed[name].is_essential}
    assert optional == {LetterKind.REMINDER, LetterKind.THANKS}


def test_a_cancelled_session_tells_when_it_was_to_be():
    invitation = InvitationFactory(answer="yes")
    session = invitation.session
    sessions.cancel(by=seated(session.dialogue), session=session, reason="Room flooded (demo)")
    letter = prepare(Message.objects.get())
    assert "will not take place" in letter.text
    assert "flooded" not in letter.text
