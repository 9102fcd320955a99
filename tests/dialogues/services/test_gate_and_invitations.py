"""Invitations wait for the gate, also when an answer changes at the moment of inviting. Real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from dialogues.choices import Phase, Seat
from dialogues.choices.gate import CheckAnswer
from dialogues.errors import ChangedMeanwhile, NotReadyToMeet
from dialogues.models import GateAnswer, Invitation
from dialogues.services import dialogues, gate, invitations, sessions
from records.models import AuditEvent, Message
from tests.dialogues.services.test_races import at_once
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.gate import AfterIncidentFactory, answered, settled
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def invite(session, by):
    people = ParticipantFactory.create_batch(2, dialogue=session.dialogue)
    return invitations.invite(by=by, session=session, participants=[person.pk for person in people])


@pytest.fixture
def waiting():
    """A session, its liaison, and one check that is open."""
    dialogue, liaison = settled(but=("safety",))
    return SessionFactory(dialogue=dialogue), liaison


def test_nobody_is_invited_while_a_check_is_open(waiting):
    session, liaison = waiting
    with pytest.raises(NotReadyToMeet):
        invite(session, liaison)
    assert not Invitation.objects.exists()
    assert not Message.objects.exists()
    answered(session.dialogue, liaison, "safety", CheckAnswer.YES)
    assert invite(session, liaison).by_mail == 2


def test_a_decision_to_go_ahead_lets_invitations_through(waiting):
    session, liaison = waiting
    gate.go_ahead(by=liaison, dialogue=session.dialogue, reason="Demo reason", seen=["safety"])
    assert invite(session, liaison).by_mail == 2


@pytest.mark.parametrize("phase", [Phase.PRE_CRISIS, Phase.SUSTAINED])
def test_other_phases_are_never_held_back(phase):
    session = SessionFactory(dialogue=AfterIncidentFactory(phase=phase, neutral_provider=""))
    assert invite(session, seated(session.dialogue)).by_mail == 2


def test_who_was_invited_before_is_not_asked_again_until_it_is_ready(waiting):
    session, liaison = waiting
    invitation = InvitationFactory(session=session)
    with pytest.raises(NotReadyToMeet):
        invitations.send_again(by=liaison, invitation=invitation, letters=1)
    assert not Message.objects.exists()
    gate.go_ahead(by=liaison, dialogue=session.dialogue, reason="Demo reason", seen=["safety"])
    assert invitations.send_again(by=liaison, invitation=invitation, letters=1)


def test_who_was_invited_before_hears_of_changes_and_cancellations(waiting):
    session, liaison = waiting
    invitation = InvitationFactory(session=session, answer="yes")
    invitations.withdraw(by=liaison, invitation=invitation)
    other = InvitationFactory(session=session, answer="yes")
    sessions.cancel(by=liaison, session=session, reason="Demo reason")
    told = set(Message.objects.values_list("recipient", "kind"))
    assert (other.participant.reference, "session_cancelled") in told


def test_a_letter_on_paper_waits_like_one_by_mail(waiting):
    session, liaison = waiting
    invitation = InvitationFactory(session=session)
    with pytest.raises(NotReadyToMeet):
        invitations.note_on_paper(by=liaison, invitation=invitation)
    assert not AuditEvent.objects.filter(kind="export_made").exists()
    gate.go_ahead(by=liaison, dialogue=session.dialogue, reason="Demo reason", seen=["safety"])
    invitations.note_on_paper(by=liaison, invitation=invitation)
    assert AuditEvent.objects.filter(kind="export_made").count() == 1


def test_opening_a_withdrawn_invitation_again_is_inviting(waiting):
    session, liaison = waiting
    invitation = InvitationFactory(session=session)
    invitations.withdraw(by=liaison, invitation=invitation)
    with pytest.raises(NotReadyToMeet):
        invitations.send_again(by=liaison, invitation=invitation, letters=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_to_one_check_at_once_one_is_told():
    dialogue = AfterIncidentFactory()
    people = [seated(dialogue), seated(dialogue, Seat.NEUTRAL)]
    results = at_once(
        *(
            lambda by=by, said=said: answered(dialogue, by, "safety", said)
            for by, said in zip(people, (CheckAnswer.YES, CheckAnswer.NOT_YET), strict=True)
        )
    )
    assert results.count(ChangedMeanwhile) == 1
    assert GateAnswer.objects.get().version == AuditEvent.objects.filter(kind="check_answered").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", range(4))
def test_inviting_while_an_answer_gets_worse_goes_before_or_not_at_all(round_):
    """Whoever comes second sees what the first did: no invitation is younger than the answer that forbids it."""
    dialogue, liaison = settled()
    session = SessionFactory(dialogue=dialogue)
    people = [person.pk for person in ParticipantFactory.create_batch(3, dialogue=dialogue)]
    results = at_once(
        lambda: invitations.invite(by=liaison, session=session, participants=people),
        lambda: answered(dialogue, liaison, "facts", CheckAnswer.NOT_YET, version=1),
    )
    told = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    if NotReadyToMeet in results:
        assert not Invitation.objects.exists()
        assert told == ["check_answered"]
    else:
        assert Invitation.objects.count() == 3
        assert told == ["invitations_sent", "check_answered"]


@pytest.mark.django_db(transaction=True)
def test_an_answer_waits_for_an_invitation_on_its_way():
    """The lock itself: while somebody invites, the answer that forbids it is not yet there."""
    dialogue, liaison = settled()
    with transaction.atomic():
        gate.lock(dialogue)
        answering = ThreadPoolExecutor(1).submit(answer_in_a_thread, dialogue, liaison)
        with pytest.raises(TimeoutError):
            answering.result(timeout=0.5)
        assert not GateAnswer.objects.filter(answer=CheckAnswer.NOT_YET).exists()
    assert answering.result(timeout=10).answer == CheckAnswer.NOT_YET


def answer_in_a_thread(dialogue, by):
    try:
        return answered(dialogue, by, "facts", CheckAnswer.NOT_YET, version=1)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_changing_the_dialogue_while_inviting_does_not_stand_still():
    """The dialogue’s row is taken before the session’s by everyone, so nobody waits in a circle."""
    dialogue, liaison = settled()
    session = SessionFactory(dialogue=dialogue)
    people = [person.pk for person in ParticipantFactory.create_batch(2, dialogue=dialogue)]
    at_once(
        lambda: invitations.invite(by=liaison, session=session, participants=people),
        lambda: dialogues.change(by=liaison, dialogue=dialogue, version=1, changes={"title": "Demo title"}),
    )
    dialogue.refresh_from_db()
    assert (Invitation.objects.count(), dialogue.title) == (2, "Demo title")
