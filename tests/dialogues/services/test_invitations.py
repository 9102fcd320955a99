from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import tokens as link_tokens
from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import (
    DialogueClosed,
    InvitationClosed,
    NobodyToInvite,
    SessionInPast,
    SessionSettled,
)
from dialogues.models import Invitation
from dialogues.schedules import LetterKind
from dialogues.services import invitations
from records.choices import MessageState
from records.models import AuditEvent, Bounce, Message
from records.services import audit
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    HeldSessionFactory,
    SessionFactory,
    seated,
)
from tests.factories.participants import InvitationFactory, ParticipantFactory, token_of

pytestmark = pytest.mark.django_db


def invite(session, people, by=None):
    return invitations.invite(
        by=by or seated(session.dialogue), session=session, participants=[person.pk for person in people]
    )


def people_of(session, count=2, **values):
    return ParticipantFactory.create_batch(count, dialogue=session.dialogue, **values)


def test_invite_makes_a_link_and_a_letter_for_each():
    session = SessionFactory()
    people = people_of(session, 2)
    asked = invite(session, people)
    assert (asked.by_mail, asked.on_paper, asked.before, asked.all) == (2, 0, 0, 2)
    letters = Message.objects.filter(kind=LetterKind.INVITATION)
    assert set(letters.values_list("recipient", flat=True)) == {person.reference for person in people}
    for invitation in Invitation.objects.all():
        assert link_tokens.digest(token_of(invitation)) == invitation.token_digest
        assert (invitation.letters, invitation.answer) == (1, "none")
    event = AuditEvent.objects.get(kind="invitations_sent")
    assert event.details == {"count": 2}
    assert event.subject_label == session.title


def test_letters_hold_no_address_and_end_with_the_session():
    session = SessionFactory()
    invite(session, people_of(session, 1, email="ana@demo.example"))
    letter = Message.objects.get()
    assert "ana@demo" not in str(letter.__dict__)
    assert letter.expires_at == session.starts_at


def test_invite_twice_asks_once():
    session = SessionFactory()
    people, by = people_of(session, 3), seated(session.dialogue)
    invite(session, people, by)
    again = invite(session, people, by)
    assert (again.all, again.before) == (0, 3)
    assert Invitation.objects.count() == Message.objects.count() == 3
    assert AuditEvent.objects.filter(kind="invitations_sent").count() == 1


def test_people_without_an_address_get_paper():
    session = SessionFactory()
    asked = invite(session, people_of(session, 1, email=""))
    assert (asked.by_mail, asked.on_paper) == (0, 1)
    assert not Message.objects.exists()
    assert Invitation.objects.count() == 1


def test_people_who_want_no_letters_and_people_of_other_dialogues_are_left_out():
    session = SessionFactory()
    stopped = people_of(session, 1, contact_stopped_at=timezone.now())
    with pytest.raises(NobodyToInvite):
        invite(session, [ParticipantFactory()])
    assert invite(session, stopped).all == 0
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL])
def test_only_the_liaison_invites_writes_again_withdraws_and_prints(seat):
    invitation = InvitationFactory()
    by = seated(invitation.session.dialogue, seat)
    with pytest.raises(NotAllowed):
        invite(invitation.session, [], by)
    with pytest.raises(NotAllowed):
        invitations.send_again(by=by, invitation=invitation, letters=1)
    with pytest.raises(NotAllowed):
        invitations.withdraw(by=by, invitation=invitation)
    with pytest.raises(NotAllowed):
        invitations.note_on_paper(by=by, invitation=invitation)


def test_invite_only_to_a_planned_session_of_an_open_dialogue():
    past = SessionFactory(starts_at=timezone.now() - timedelta(hours=1))
    closed = SessionFactory(dialogue=ClosedDialogueFactory())
    for session, error in [
        (past, SessionInPast),
        (HeldSessionFactory(), SessionSettled),
        (closed, DialogueClosed),
    ]:
        with pytest.raises(error):
            invite(session, people_of(session))


def test_nothing_stays_when_the_record_cannot_be_written(monkeypatch):
    session = SessionFactory()
    people = people_of(session)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        invite(session, people)
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()


def test_send_again_keeps_the_link_and_a_second_click_sends_nothing():
    invitation = InvitationFactory()
    by = seated(invitation.session.dialogue)
    assert invitations.send_again(by=by, invitation=invitation, letters=1) is True
    assert invitations.send_again(by=by, invitation=invitation, letters=1) is False
    assert Message.objects.count() == 1
    before = invitation.token_digest
    invitation.refresh_from_db()
    assert (invitation.token_digest, invitation.letters) == (before, 2)


def test_send_again_opens_a_withdrawn_invitation_with_a_new_link():
    invitation = InvitationFactory(answer="yes", withdrawn_at=timezone.now())
    old = invitation.token_digest
    invitations.send_again(by=seated(invitation.session.dialogue), invitation=invitation, letters=1)
    invitation.refresh_from_db()
    assert invitation.token_digest != old
    assert (invitation.withdrawn_at, invitation.answer, invitation.answered_at) == (None, "none", None)


def test_send_again_tries_an_address_that_refused_before():
    invitation = InvitationFactory()
    reference = invitation.participant.reference
    Bounce.objects.create(recipient=reference, status="5.1.1", noted_at=timezone.now())
    invitations.send_again(by=seated(invitation.session.dialogue), invitation=invitation, letters=1)
    assert not Bounce.objects.exists()


def test_send_again_refuses_someone_who_wants_no_letters():
    invitation = InvitationFactory(participant__contact_stopped_at=timezone.now())
    with pytest.raises(NobodyToInvite):
        invitations.send_again(by=seated(invitation.session.dialogue), invitation=invitation, letters=1)


@pytest.mark.parametrize(("answer", "told"), [("yes", 1), ("maybe", 1), ("no", 0), ("none", 0)])
def test_withdraw_tells_only_those_who_meant_to_come(answer, told):
    invitation = InvitationFactory(answer=answer)
    invitations.withdraw(by=seated(invitation.session.dialogue), invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None
    assert Message.objects.filter(kind=LetterKind.WITHDRAWN).count() == told
    assert AuditEvent.objects.filter(kind="invitation_withdrawn").count() == 1


def test_withdraw_stops_letters_on_their_way_and_twice_does_no_harm():
    session = SessionFactory()
    by = seated(session.dialogue)
    invite(session, people_of(session, 1), by)
    invitation = Invitation.objects.get()
    invitations.withdraw(by=by, invitation=invitation)
    invitations.withdraw(by=by, invitation=invitation)
    assert Message.objects.get().state == MessageState.CANCELLED
    assert AuditEvent.objects.filter(kind="invitation_withdrawn").count() == 1


def test_paper_is_recorded_and_refused_for_withdrawn_invitations():
    invitation = InvitationFactory()
    by = seated(invitation.session.dialogue)
    invitations.note_on_paper(by=by, invitation=invitation)
    assert AuditEvent.objects.get(kind="export_made").details == {"what": "an invitation on paper"}
    invitations.withdraw(by=by, invitation=invitation)
    invitation.refresh_from_db()
    with pytest.raises(InvitationClosed):
        invitations.note_on_paper(by=by, invitation=invitation)


@pytest.mark.django_db(transaction=True)
def test_two_liaisons_inviting_at_once_ask_everyone_once():
    session = SessionFactory()
    people = people_of(session, 5)
    liaisons = [seated(session.dialogue), seated(session.dialogue)]

    def run(by):
        try:
            return invite(session, people, by).all
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, liaisons)) == [0, 5]
    assert Invitation.objects.count() == Message.objects.count() == 5
