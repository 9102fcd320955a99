from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues import formats
from dialogues.reminders import due_session_reminders
from dialogues.schedules import Rule, moment_of
from dialogues.services import invitations, notices, sessions
from dialogues.summaries.invitations import (
    InvitationList,
    InvitationPreview,
    LetterSchedule,
    PeopleToInvite,
)
from records.choices import MessageState
from records.models import Message
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + timedelta(days=40))


def test_people_to_invite_by_category(session):
    ParticipantFactory.create_batch(2, dialogue=session.dialogue, category="youth")
    ParticipantFactory(dialogue=session.dialogue, category="faith")
    ParticipantFactory(dialogue=session.dialogue, contact_stopped_at=timezone.now())
    InvitationFactory(session=session)
    found = PeopleToInvite.of(session, category="youth")
    assert (len(found.people), found.count, found.invited, found.stopped) == (2, 2, 1, 1)
    assert [(key, count) for key, _label, count in found.categories] == [("youth", 2), ("faith", 1)]
    assert PeopleToInvite.of(session).count == 3


def test_more_people_than_fit_are_told(session, monkeypatch):
    monkeypatch.setattr(formats, "MOST_INVITED_AT_ONCE", 2)
    ParticipantFactory.create_batch(3, dialogue=session.dialogue)
    found = PeopleToInvite.of(session)
    assert (len(found.people), found.is_cut) == (2, True)


def test_preview_sorts_people_by_letter(session):
    people = [
        ParticipantFactory(dialogue=session.dialogue, language=language, email=email)
        for language, email in (("es", "a@demo.example"), ("ase", "b@demo.example"), ("es", ""))
    ]
    keys = [person.pk for person in people]
    preview = InvitationPreview.of(session, keys=[*keys, 999_999], everyone=False, category="")
    assert [(group.language, len(group.people)) for group in preview.groups] == [("en", 1), ("es", 1)]
    assert (preview.by_mail, len(preview.on_paper), preview.before) == (2, 1, 1)
    assert sorted(preview.keys.split(",")) == sorted(str(key) for key in keys)


def test_list_shows_the_latest_letter_of_each(session):
    person = ParticipantFactory(dialogue=session.dialogue)
    paper = InvitationFactory(session=session, participant__email="")
    by = seated(session.dialogue)
    invitations.invite(by=by, session=session, participants=[person.pk])
    Message.objects.update(state=MessageState.SENT, sent_at=timezone.now())
    invitations.send_again(by=by, invitation=person.invitations.get(), letters=1)
    rows = {row.invitation.participant_id: row.letter for row in InvitationList.of(session).rows}
    assert str(rows[person.pk].words) == "Goes out"
    assert rows[paper.participant_id] is None


def lines(session, now):
    return {line.at: line for line in LetterSchedule.of(session, now=now).lines}


def test_schedule_tells_when_and_for_how_many(session):
    InvitationFactory(session=session)
    InvitationFactory(session=session, answer="yes")
    InvitationFactory(session=session, answer="no")
    InvitationFactory(session=session, reminders_stopped_at=timezone.now())
    InvitationFactory(session=session, participant__email="")
    InvitationFactory(session=session, participant__contact_stopped_at=timezone.now())
    schedule = LetterSchedule.of(session, now=timezone.now())
    assert [line.expected for line in schedule.lines] == [2, 2, 2, 2, 1]
    assert [line.at for line in schedule.lines] == [
        moment_of(rule, session.starts_at, session.zone) for rule in Rule
    ]
    left_out = (schedule.declined, schedule.without_reminders, schedule.without_address, schedule.stopped)
    assert left_out == (1, 1, 1, 1)
    assert schedule.has_gaps


def test_schedule_tells_what_was_sent_and_what_was_held_back_and_why(session):
    for _ in range(3):
        InvitationFactory(session=session)
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    notices.queue_reminders(due=due_session_reminders(moment), now=moment)
    first, second, _third = Message.objects.order_by("pk")
    Message.objects.filter(pk=first.pk).update(state=MessageState.SENT, sent_at=moment)
    Message.objects.filter(pk=second.pk).update(
        state=MessageState.CANCELLED, reason="The person is not coming."
    )
    line = lines(session, moment)[moment]
    assert (line.sent, line.waiting) == (1, 1)
    assert line.withheld == (("The person is not coming.", 1),)
    assert line.expected == 1
    assert lines(session, moment + timedelta(days=4))[moment].is_past


def test_whom_the_invitation_just_told_is_not_expected_to_get_the_reminder_of_today(session):
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    InvitationFactory(session=session, told_at=moment + timedelta(hours=1))
    seen = lines(session, moment + timedelta(hours=2))
    assert [line.expected for line in seen.values()][:2] == [0, 1]


def test_a_cancelled_session_expects_no_letters(session):
    InvitationFactory(session=session, answer="yes")
    sessions.cancel(by=seated(session.dialogue), session=session, reason="Demo")
    session.refresh_from_db()
    schedule = LetterSchedule.of(session, now=timezone.now())
    assert [line.expected for line in schedule.lines] == [0] * 5
    assert [(str(label), sent, waiting) for label, sent, waiting, _ in schedule.others] == [
        ("Notice of cancellation", 0, 1)
    ]


def test_a_held_session_expects_thanks_only():
    session = HeldSessionFactory(starts_at=timezone.now() - timedelta(hours=5))
    InvitationFactory(session=session, answer="maybe")
    schedule = LetterSchedule.of(session, now=timezone.now())
    assert [line.expected for line in schedule.lines] == [0, 0, 0, 0, 1]


def test_schedule_costs_two_queries(session, django_assert_num_queries):
    InvitationFactory.create_batch(3, session=session)
    with django_assert_num_queries(2):
        LetterSchedule.of(session, now=timezone.now())


def test_a_reminder_whose_hour_came_with_nobody_to_remind_is_past(session):
    moment = moment_of(Rule.DAYS_28, session.starts_at, session.zone)
    assert lines(session, moment + timedelta(hours=1))[moment].is_past
    assert not lines(session, moment - timedelta(hours=1))[moment].is_past
    InvitationFactory(session=session)
    InvitationFactory(session=session, told_at=moment - timedelta(days=1))
    assert not lines(session, moment + timedelta(hours=1))[moment].is_past
