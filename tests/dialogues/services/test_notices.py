from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dialogues.models import Invitation, SurveyTicket
from dialogues.reminders import due_session_reminders
from dialogues.schedules import LetterKind, Rule, moment_of
from dialogues.services import invitations, notices, sessions
from dialogues.timing import Schedule
from records.choices import MessageState
from records.models import AuditEvent, Message
from records.services import audit
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


def letters(kind):
    return Message.objects.filter(kind=kind)


def move(session, by):
    plan = Schedule(session.starts_at + timedelta(days=1), 120, session.time_zone, venue="Demo Hall")
    return sessions.reschedule(by=by, session=session, version=session.version, plan=plan)


def test_moved_tells_everyone_who_did_not_decline():
    session = SessionFactory()
    told = [InvitationFactory(session=session, answer=answer) for answer in ("yes", "maybe", "none")]
    InvitationFactory(session=session, answer="no")
    InvitationFactory(session=session, withdrawn_at=timezone.now())
    InvitationFactory(session=session, participant__email="")
    InvitationFactory(session=session, participant__contact_stopped_at=timezone.now())
    no_reminders = InvitationFactory(session=session, reminders_stopped_at=timezone.now())
    moved = move(session, seated(session.dialogue))
    recipients = set(letters(LetterKind.MOVED).values_list("recipient", flat=True))
    assert recipients == {row.participant.reference for row in [*told, no_reminders]}
    letter = letters(LetterKind.MOVED).first()
    assert letter.schedule_version == moved.schedule_version
    assert letter.expires_at == moved.starts_at
    event = AuditEvent.objects.get(kind="letters_queued")
    assert event.details == {"count": 4, "what": "Notice of a change"}


def test_moved_replaces_waiting_reminders_and_older_notices():
    session = SessionFactory()
    InvitationFactory(session=session, invited_at=timezone.now() - timedelta(days=40))
    by = seated(session.dialogue)
    moment = moment_of(Rule.DAYS_14, session.starts_at, session.zone)
    notices.queue_reminders(due=due_session_reminders(moment), now=moment)
    move(session, by)
    session.refresh_from_db()
    move(session, by)
    assert letters(LetterKind.REMINDER).get().state == MessageState.SUPERSEDED
    states = letters(LetterKind.MOVED).order_by("created_at").values_list("state", flat=True)
    assert list(states) == [MessageState.SUPERSEDED, MessageState.PENDING]


def test_whoever_waits_for_their_invitation_gets_only_that():
    session = SessionFactory()
    person = ParticipantFactory(dialogue=session.dialogue)
    by = seated(session.dialogue)
    invitations.invite(by=by, session=session, participants=[person.pk])
    move(session, by)
    assert not letters(LetterKind.MOVED).exists()
    assert letters(LetterKind.INVITATION).get().state == MessageState.PENDING


def test_moved_makes_up_for_rules_whose_day_has_passed():
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=30))
    invitation = InvitationFactory(session=session, invited_at=timezone.now() - timedelta(days=40))
    plan = Schedule(timezone.now() + timedelta(days=13), 120, session.time_zone)
    sessions.reschedule(by=seated(session.dialogue), session=session, version=1, plan=plan)
    session.refresh_from_db()
    invitation.refresh_from_db()
    now = timezone.now() + timedelta(minutes=1)
    assert moment_of(Rule.DAYS_14, session.starts_at, session.zone) < now
    assert due_session_reminders(now) == []
    assert letters(LetterKind.MOVED).count() == 1


def test_cancelled_stops_everything_and_tells_those_who_did_not_decline():
    session = SessionFactory()
    invitation = InvitationFactory(session=session, answer="yes")
    InvitationFactory(session=session, answer="no")
    unread = ParticipantFactory(dialogue=session.dialogue)
    by = seated(session.dialogue)
    invitations.invite(by=by, session=session, participants=[unread.pk])
    sessions.cancel(by=by, session=session, reason="Room flooded (demo)")
    told = letters(LetterKind.CANCELLED).get()
    assert told.recipient == invitation.participant.reference
    assert told.state == MessageState.PENDING
    assert letters(LetterKind.INVITATION).get().state == MessageState.CANCELLED


def test_nobody_hears_that_a_session_of_the_past_is_cancelled():
    session = SessionFactory(starts_at=timezone.now() - timedelta(days=1))
    InvitationFactory(session=session, answer="yes")
    sessions.cancel(by=seated(session.dialogue), session=session, reason="Nobody came (demo)")
    assert not Message.objects.exists()


def test_queue_leaves_each_reminder_once():
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=40))
    InvitationFactory.create_batch(3, session=session)
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    due = due_session_reminders(moment)
    assert notices.queue_reminders(due=due, now=moment) == 3
    assert notices.queue_reminders(due=due, now=moment) == 0
    assert due_session_reminders(moment + timedelta(minutes=1)) == []
    event = AuditEvent.objects.get(kind="letters_queued")
    assert event.details == {"count": 3, "what": "Reminder: 28 days before"}
    letter = Message.objects.first()
    key = f"reminder:{session.pk}:days_28:{letter.recipient.partition(':')[2]}:1"
    assert (letter.dedupe_key, letter.context) == (key, {"rule": "days_28"})


def test_queue_at_night_waits_for_the_morning():
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=40))
    InvitationFactory(session=session)
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    night = (moment + timedelta(hours=14)).astimezone(ZoneInfo("America/Chicago"))
    assert night.hour in {23, 0, 1}
    notices.queue_reminders(due=due_session_reminders(night), now=night)
    assert Message.objects.get().not_before.astimezone(session.zone).hour == 8


def test_thanks_bring_a_ticket_that_knows_no_person():
    session = HeldSessionFactory(starts_at=timezone.now() - timedelta(days=3))
    InvitationFactory(session=session, answer="yes")
    moment = moment_of(Rule.THANKS, session.starts_at, session.zone)
    due = due_session_reminders(moment)
    notices.queue_reminders(due=due, now=moment)
    notices.queue_reminders(due=due, now=moment)
    ticket = SurveyTicket.objects.get()
    assert ticket.session == session
    assert {field.name for field in SurveyTicket._meta.fields} == {"id", "session", "token_digest", "is_used"}


def test_nothing_stays_when_the_record_cannot_be_written(monkeypatch):
    session = SessionFactory(starts_at=timezone.now() + timedelta(days=40))
    InvitationFactory(session=session)
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    due = due_session_reminders(moment)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        notices.queue_reminders(due=due, now=moment)
    with pytest.raises(ZeroDivisionError):
        notices.session_moved(by=seated(session.dialogue), session=session)
    assert not Message.objects.exists()
    assert Invitation.objects.get().told_at < timezone.now()
