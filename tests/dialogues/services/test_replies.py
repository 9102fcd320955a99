from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dialogues.errors import InvitationClosed, SessionFull
from dialogues.models import Invitation
from dialogues.schedules import LetterKind
from dialogues.services import invitations, replies
from records.choices import MessageState
from records.models import AuditEvent, Message
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def again(invitation):
    return Invitation.objects.select_related("participant", "session__dialogue").get(pk=invitation.pk)


def confirmations():
    return Message.objects.filter(kind=LetterKind.CONFIRMATION)


@pytest.mark.parametrize("answer", ["yes", "maybe", "no"])
def test_answer_is_kept_recorded_without_a_name_and_confirmed(answer):
    invitation = InvitationFactory(participant__name="Ana Demo")
    replies.answer(invitation=invitation, answer=answer)
    row = again(invitation)
    assert (row.answer, row.answered_at is not None, row.told_at) == (answer, True, row.answered_at)
    letter = confirmations().get()
    assert letter.context == {"answer": answer, "had_entry": False}
    event = AuditEvent.objects.get(kind="invitation_answered")
    assert (event.actor_id, event.subject_id, event.details) == (None, str(row.session_id), {})
    assert "Ana" not in str(event.__dict__)


def test_the_same_answer_again_changes_and_sends_nothing():
    invitation = InvitationFactory()
    replies.answer(invitation=invitation, answer="yes")
    before = again(invitation)
    replies.answer(invitation=invitation, answer="yes")
    assert again(invitation).answered_at == before.answered_at
    assert confirmations().count() == 1
    assert AuditEvent.objects.filter(kind="invitation_answered").count() == 1


def test_the_same_answer_to_a_moved_session_counts_anew():
    invitation = InvitationFactory()
    replies.answer(invitation=invitation, answer="yes")
    invitation.session.schedule_version += 1
    invitation.session.save()
    replies.answer(invitation=again(invitation), answer="yes")
    assert again(invitation).plan_version == invitation.session.schedule_version
    assert confirmations().count() == 2


def test_an_answer_may_be_changed_and_a_calendar_entry_is_taken_away():
    invitation = InvitationFactory()
    for answer in ("yes", "no", "maybe"):
        replies.answer(invitation=again(invitation), answer=answer)
    assert again(invitation).answer == "maybe"
    assert [letter.context["had_entry"] for letter in confirmations().order_by("created_at")] == [
        False, True, False
    ]  # fmt: skip


def test_nobody_can_fill_a_mailbox_by_changing_the_answer():
    invitation = InvitationFactory()
    for answer in ("yes", "no") * 10:
        replies.answer(invitation=again(invitation), answer=answer)
    assert confirmations().count() == replies.MOST_CONFIRMATIONS_A_DAY
    assert again(invitation).answer == "no"


@pytest.mark.parametrize("person", [{"email": ""}, {"contact_stopped_at": timezone.now()}])
def test_no_letter_to_people_who_have_or_want_none(person):
    invitation = InvitationFactory(**{f"participant__{name}": value for name, value in person.items()})
    replies.answer(invitation=invitation, answer="yes")
    assert not Message.objects.exists()


def test_how_to_be_named_is_kept_with_the_answer_and_from_then_on():
    invitation = InvitationFactory()
    replies.answer(invitation=invitation, answer="yes", naming="alias", alias="Mo")
    row = again(invitation)
    assert (row.naming, row.participant.naming, row.participant.alias) == ("alias", "alias", "Mo")
    replies.answer(invitation=row, answer="yes", naming="alias", alias="")
    assert again(invitation).participant.alias == "Mo"
    assert AuditEvent.objects.filter(kind="participant_changed").count() == 1


def test_nobody_is_left_without_anything_to_be_called_by():
    invitation = InvitationFactory(participant__name="", participant__naming="number")
    replies.answer(invitation=invitation, answer="yes", naming="first_name")
    assert again(invitation).participant.naming == "number"


def closed_invitations():
    yield InvitationFactory(withdrawn_at=timezone.now())
    yield InvitationFactory(session=HeldSessionFactory())
    yield InvitationFactory(session=SessionFactory(starts_at=timezone.now() - timedelta(minutes=1)))
    yield InvitationFactory(session=SessionFactory(dialogue=ClosedDialogueFactory()))


def test_closed_invitations_take_no_answer_and_no_needs():
    for invitation in closed_invitations():
        with pytest.raises(InvitationClosed):
            replies.answer(invitation=invitation, answer="yes")
        with pytest.raises(InvitationClosed):
            replies.tell_access_needs(invitation=invitation, needs="Ramp")
        assert again(invitation).answer == "none"


def test_a_full_session_takes_no_more_yes_but_maybe_and_a_changed_mind():
    session = SessionFactory(capacity=1)
    first, second = InvitationFactory.create_batch(2, session=session)
    replies.answer(invitation=first, answer="yes")
    with pytest.raises(SessionFull):
        replies.answer(invitation=second, answer="yes", naming="number")
    assert again(second).answer == "none"
    replies.answer(invitation=second, answer="maybe")
    replies.answer(invitation=first, answer="no")
    replies.answer(invitation=second, answer="yes")
    assert again(second).answer == "yes"


def test_withdrawn_seats_are_free_again():
    session = SessionFactory(capacity=1)
    InvitationFactory(session=session, answer="yes", withdrawn_at=timezone.now())
    replies.answer(invitation=InvitationFactory(session=session), answer="yes")


@pytest.mark.django_db(transaction=True)
def test_the_last_seats_are_given_once():
    session = SessionFactory(capacity=3)
    asked = InvitationFactory.create_batch(12, session=session)

    def run(invitation):
        try:
            replies.answer(invitation=invitation, answer="yes")
        except SessionFull:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(run, asked)) == 3
    assert session.invitations.coming().count() == 3


def test_access_needs_are_replaced_and_recorded_without_words():
    invitation = InvitationFactory(participant__access_needs="Ramp")
    replies.tell_access_needs(invitation=invitation, needs="Sign language")
    replies.tell_access_needs(invitation=again(invitation), needs="Sign language")
    assert again(invitation).participant.access_needs == "Sign language"
    event = AuditEvent.objects.get(kind="participant_changed")
    assert (event.actor_id, event.subject_id, event.details) == (None, "", {})


def test_stopping_letters_keeps_the_seat_and_stops_what_waits():
    session = SessionFactory()
    person = ParticipantFactory(dialogue=session.dialogue)
    invitations.invite(by=seated(session.dialogue), session=session, participants=[person.pk])
    invitation = again(Invitation.objects.get())
    replies.answer(invitation=invitation, answer="yes")
    replies.stop_letters(invitation=again(invitation))
    replies.stop_letters(invitation=again(invitation))
    row = again(invitation)
    assert row.participant.contact_stopped_at is not None
    assert row.answer == "yes"
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.CANCELLED}
    assert AuditEvent.objects.filter(kind="contact_stopped").count() == 1
    replies.resume_letters(invitation=row)
    replies.resume_letters(invitation=again(invitation))
    assert again(invitation).participant.contact_stopped_at is None


def test_stopping_reminders_leaves_other_letters():
    session = SessionFactory()
    person = ParticipantFactory(dialogue=session.dialogue)
    invitations.invite(by=seated(session.dialogue), session=session, participants=[person.pk])
    invitation = again(Invitation.objects.get())
    replies.stop_reminders(invitation=invitation)
    replies.stop_reminders(invitation=invitation)
    assert Message.objects.get().state == MessageState.PENDING
    assert again(invitation).reminders_stopped_at is not None
    replies.resume_reminders(invitation=invitation)
    replies.resume_reminders(invitation=invitation)
    assert again(invitation).reminders_stopped_at is None
    kinds = AuditEvent.objects.filter(kind__startswith="reminders").values_list("kind", flat=True)
    assert list(kinds.order_by("pk")) == ["reminders_stopped", "reminders_resumed"]


@pytest.mark.parametrize(
    "verb",
    [
        lambda row: replies.answer(invitation=row, answer="yes"),
        lambda row: replies.tell_access_needs(invitation=row, needs="Ramp"),
        lambda row: replies.stop_letters(invitation=row),
        lambda row: replies.stop_reminders(invitation=row),
    ],
)
def test_nothing_stays_when_the_record_cannot_be_written(verb, monkeypatch):
    invitation = InvitationFactory()
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        verb(invitation)
    row = again(invitation)
    assert (row.answer, row.reminders_stopped_at, row.participant.access_needs) == ("none", None, "")
    assert row.participant.contact_stopped_at is None
    assert not Message.objects.exists()
