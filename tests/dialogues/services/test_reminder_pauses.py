"""What goes by the clock waits while it is paused; afterward each letter goes once, or is said to be too late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.models import ReminderPause
from dialogues.reminders import due_follow_ups, due_session_reminders
from dialogues.schedules import Rule, moment_of
from dialogues.services import dialogues, follow_ups, incidents, notices, reminder_pauses
from records.choices import MessageState
from records.models import AuditEvent, Message
from records.registers import Letter, Waits, message_kind
from tests.factories.accounts import MembershipFactory
from tests.factories.commitments import CommitmentFactory, FollowUpFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)
from tests.factories.incidents import ReminderPauseFactory, liaison_of
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + timedelta(days=40))


@pytest.fixture
def dialogue(session):
    return session.dialogue


@pytest.fixture
def invitation(session):
    return InvitationFactory(session=session, invited_at=timezone.now() - timedelta(days=90))


@pytest.fixture
def incident(dialogue):
    return IncidentFactory(agency=dialogue.agency)


@pytest.fixture
def liaison(incident):
    return liaison_of(incident)


@pytest.fixture
def pause(incident, dialogue, liaison):
    reminder_pauses.pause_others(by=liaison, incident=incident, now=timezone.now())
    return ReminderPause.objects.get(dialogue=dialogue)


def tick(now):
    return notices.queue_reminders(due=due_session_reminders(now), now=now) + follow_ups.queue(
        due=due_follow_ups(now), now=now
    )


def at(rule, session, **later):
    return moment_of(rule, session.starts_at, session.zone) + timedelta(**later)


def last_look(message):
    return message_kind(message.kind).prepare(message, timezone.now())


def test_other_open_dialogues_of_the_agency_are_paused_and_no_more(incident, dialogue, liaison):
    about_it = DialogueFactory(agency=incident.agency, incident=incident)
    ClosedDialogueFactory(agency=incident.agency)
    DialogueFactory()
    assert reminder_pauses.pause_others(by=liaison, incident=incident, now=timezone.now()) == 1
    assert ReminderPause.objects.get().dialogue == dialogue != about_it
    event = AuditEvent.objects.get(kind="dialogue_reminders_paused")
    assert (event.dialogue_id, event.space, event.subject_label) == (dialogue.pk, "", "")
    assert not Message.objects.exists()


@pytest.mark.usefixtures("invitation", "pause")
def test_nothing_becomes_due_while_it_is_paused(session, dialogue):
    seated(dialogue)
    FollowUpFactory(commitment=CommitmentFactory(dialogue=dialogue), due_on=timezone.localdate())
    assert due_session_reminders(at(Rule.DAYS_7, session)) == []
    assert due_follow_ups(timezone.now() + timedelta(days=1)) == []


@pytest.mark.usefixtures("invitation")
def test_a_letter_that_was_written_before_waits_and_goes_once(
    session, incident, dialogue, liaison, time_machine
):
    time_machine.move_to(at(Rule.DAYS_7, session, minutes=1))
    tick(timezone.now())
    message = Message.objects.get()
    assert isinstance(last_look(message), Letter)
    reminder_pauses.pause_others(by=liaison, incident=incident, now=timezone.now())
    assert isinstance(last_look(message), Waits)
    Message.objects.update(reason="paused", next_attempt_at=timezone.now() + timedelta(hours=9))
    time_machine.shift(timedelta(hours=3))
    assert tick(timezone.now()) == 0
    reminder_pauses.resume(by=liaison, incident=incident)
    message.refresh_from_db()
    assert (message.state, message.reason, message.next_attempt_at <= timezone.now()) == (
        MessageState.PENDING,
        "",
        True,
    )
    assert isinstance(last_look(message), Letter)
    assert (tick(timezone.now()), Message.objects.count()) == (0, 1)


@pytest.mark.usefixtures("invitation", "pause")
def test_what_is_still_timely_is_made_up_for_by_one_letter(session, incident, liaison, time_machine):
    time_machine.move_to(at(Rule.DAYS_7, session, hours=1))
    reminder_pauses.resume(by=liaison, incident=incident)
    assert (tick(timezone.now()), tick(timezone.now())) == (1, 0)
    assert Message.objects.get().context == {"rule": "days_7"}


@pytest.mark.usefixtures("invitation")
def test_what_is_too_late_is_said_and_not_sent(session, incident, liaison, pause, time_machine):
    time_machine.move_to(at(Rule.DAYS_7, session, days=4))
    resumed = reminder_pauses.resume(by=liaison, incident=incident)
    pause.refresh_from_db()
    assert (resumed.freed, resumed.unsent, pause.unsent) == (1, 3, 3)  # 28, 14 and 7 days before
    assert AuditEvent.objects.get(kind="dialogue_reminders_go_on").details == {"count": 3}
    assert tick(timezone.now()) == 0


@pytest.mark.usefixtures("invitation")
def test_what_went_before_the_pause_is_not_counted(session, incident, liaison, time_machine):
    time_machine.move_to(at(Rule.DAYS_28, session, minutes=1))
    tick(timezone.now())
    Message.objects.update(state=MessageState.SENT, sent_at=timezone.now())
    reminder_pauses.pause_others(by=liaison, incident=incident, now=timezone.now())
    time_machine.move_to(at(Rule.DAYS_14, session, days=4))
    assert reminder_pauses.resume(by=liaison, incident=incident).unsent == 1


@pytest.mark.usefixtures("pause")
def test_resumed_twice_changes_nothing_the_second_time(incident, liaison):
    first, second = (reminder_pauses.resume(by=liaison, incident=incident) for _turn in range(2))
    assert (first.freed, second.freed, second.unsent) == (1, 0, 0)
    assert AuditEvent.objects.filter(kind="dialogue_reminders_go_on").count() == 1


@pytest.mark.usefixtures("invitation", "pause")
def test_two_incidents_both_have_to_end(session, incident, dialogue, liaison, time_machine):
    other = IncidentFactory(agency=incident.agency)
    reminder_pauses.pause_others(by=liaison, incident=other, now=timezone.now())
    time_machine.move_to(at(Rule.DAYS_28, session, days=4))
    first = reminder_pauses.resume(by=liaison, incident=incident)
    assert (first.freed, first.still_paused, first.unsent) == (0, 1, 0)
    assert due_session_reminders(at(Rule.DAYS_14, session)) == []
    second = reminder_pauses.resume(by=liaison, incident=other)
    assert (second.freed, second.unsent) == (1, 1)
    assert len(due_session_reminders(at(Rule.DAYS_14, session))) == 1


def test_the_liaison_of_the_dialogue_ends_every_pause_of_it(pause, dialogue, liaison):
    ReminderPauseFactory(dialogue=dialogue)
    own = seated(dialogue)
    assert reminder_pauses.resume_dialogue(by=own, dialogue=dialogue).freed == 1
    assert not ReminderPause.objects.running().exists()
    with pytest.raises(NotAllowed):
        reminder_pauses.resume_dialogue(by=seated(dialogue, Seat.DESIGNER), dialogue=dialogue)


def test_one_chosen_goes_on_and_the_others_stay(pause, incident, liaison):
    other = ReminderPauseFactory(incident=incident, dialogue__agency=incident.agency)
    reminder_pauses.resume(by=liaison, incident=incident, pauses=[other.pk])
    assert reminder_pauses.keep_paused(by=liaison, incident=incident) == 1
    pause.refresh_from_db()
    assert (pause.ended_at, pause.stays_by) == (None, liaison)
    assert reminder_pauses.keep_paused(by=liaison, incident=incident) == 0


@pytest.mark.usefixtures("invitation")
def test_closed_meanwhile_nothing_is_due_and_it_still_ends(session, pause, incident, dialogue, liaison):
    session.delete()
    dialogues.close(by=seated(dialogue), dialogue=dialogue)
    assert reminder_pauses.resume(by=liaison, incident=incident).freed == 1


@pytest.mark.usefixtures("pause")
def test_withdrawing_the_incident_resumes(incident, liaison):
    incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")
    assert not ReminderPause.objects.running().exists()


@pytest.mark.usefixtures("pause")
def test_only_liaisons_of_the_agency_decide(incident):
    officer = MembershipFactory(agency=incident.agency, roles=["records_officer"]).user
    with pytest.raises(NotAllowed, match="Only a liaison of the agency decides"):
        reminder_pauses.resume(by=officer, incident=incident)


def test_at_night_the_letters_wait_for_the_morning(
    pause, session, invitation, incident, liaison, time_machine
):
    night = at(Rule.DAYS_7, session, hours=13)  # eleven at night at the venue
    time_machine.move_to(night)
    Message.objects.create(
        dedupe_key="one", kind="session_reminder", recipient="participant:1", dialogue_id=session.dialogue_id,
        created_at=night, not_before=night, next_attempt_at=night, expires_at=night + timedelta(days=2),
        reason="paused",
    )  # fmt: skip
    reminder_pauses.resume(by=liaison, incident=incident)
    assert Message.objects.get().next_attempt_at == night + timedelta(hours=9)


def test_what_the_dialogues_own_liaison_keeps_stays_unless_it_is_named(pause, dialogue, incident, liaison):
    ReminderPauseFactory(incident=incident, dialogue__agency=incident.agency)
    own = seated(dialogue)
    reminder_pauses.keep_paused(by=liaison, incident=incident)
    assert reminder_pauses.keep_dialogue_paused(by=own, dialogue=dialogue) == 1
    resumed = reminder_pauses.resume(by=liaison, incident=incident)
    assert (resumed.freed, resumed.kept) == (1, 1)
    incidents.withdraw(by=liaison, incident=incident, reason="Opened twice")
    assert [one.pk for one in ReminderPause.objects.running()] == [pause.pk]
    named = reminder_pauses.resume(by=liaison, incident=incident, pauses=[pause.pk])
    assert (named.freed, named.kept) == (1, 0)


@pytest.mark.usefixtures("pause")
def test_who_kept_it_themselves_lets_all_go_on(dialogue, incident):
    own = seated(dialogue)
    reminder_pauses.keep_dialogue_paused(by=own, dialogue=dialogue)
    assert reminder_pauses.resume(by=own, incident=incident).freed == 1


def test_queries_do_not_grow_with_dialogues(incident, liaison, django_assert_max_num_queries):
    others = DialogueFactory.create_batch(30, agency=incident.agency)
    with django_assert_max_num_queries(8):
        reminder_pauses.pause_others(by=liaison, incident=incident, now=timezone.now())
    with django_assert_max_num_queries(8):
        reminder_pauses.keep_paused(by=liaison, incident=incident)
    with django_assert_max_num_queries(22):
        assert reminder_pauses.resume(by=liaison, incident=incident).freed == 31
    told = AuditEvent.objects.filter(
        kind="dialogue_reminders_go_on", dialogue_id__in=[one.pk for one in others]
    )
    assert told.count() == 30
