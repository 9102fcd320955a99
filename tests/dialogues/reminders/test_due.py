from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dialogues.models import Attendance
from dialogues.reminders import due_session_reminders
from dialogues.schedules import REMINDERS, Rule, moment_of
from dialogues.services import notices
from records.models import Message
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=90)


def invited(session, **values):
    return InvitationFactory(session=session, invited_at=timezone.now() - LONG_AGO, **values)


def at(rule, session, **later):
    return moment_of(rule, session.starts_at, session.zone) + timedelta(**later)


def due(now):
    return [(reminder.participant_id, reminder.rule) for reminder in due_session_reminders(now)]


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + timedelta(days=40))


@pytest.mark.parametrize("rule", REMINDERS)
def test_each_rule_is_due_from_its_moment_on(rule, session):
    invitation = invited(session)
    assert due(at(rule, session, seconds=-1)) == []
    assert due(at(rule, session)) == [(invitation.participant_id, rule)]


@pytest.mark.parametrize("answer", ["none", "yes", "maybe"])
def test_all_who_did_not_decline_are_reminded(answer, session):
    invited(session, answer=answer)
    assert len(due(at(Rule.DAYS_7, session))) == 1


def test_some_people_are_never_reminded(session):
    invited(session, answer="no")
    invited(session, withdrawn_at=timezone.now())
    invited(session, reminders_stopped_at=timezone.now())
    invited(session, participant__contact_stopped_at=timezone.now())
    invited(session, participant__email="")
    ParticipantFactory(dialogue=session.dialogue)
    assert due(at(Rule.DAYS_7, session)) == []


def test_some_sessions_are_never_reminded_of():
    moment = {"starts_at": timezone.now() + timedelta(days=40)}
    cancelled = SessionFactory(status="cancelled", **moment)
    held = HeldSessionFactory(**moment)
    closed = SessionFactory(dialogue=ClosedDialogueFactory(), **moment)
    for session in (cancelled, held, closed):
        invited(session, answer="yes")
        for rule in REMINDERS:
            assert due(at(rule, session)) == []
    thanked = {reminder.session for reminder in due_session_reminders(at(Rule.THANKS, held))}
    assert thanked == {held}


def test_a_rule_before_the_invitation_or_the_last_news_is_not_made_up_for(session):
    moment = at(Rule.DAYS_7, session)
    InvitationFactory(session=session, invited_at=moment + timedelta(minutes=5))
    InvitationFactory(session=session, invited_at=timezone.now(), told_at=moment)
    told_before = InvitationFactory(
        session=session, invited_at=timezone.now(), told_at=moment - timedelta(seconds=1)
    )
    assert due(moment + timedelta(hours=1)) == [(told_before.participant_id, Rule.DAYS_7)]


def test_a_late_reminder_goes_within_three_days_and_not_after(session):
    invited(session)
    assert len(due(at(Rule.DAYS_14, session, days=2, hours=23))) == 1
    assert due(at(Rule.DAYS_14, session, days=3)) == []


def test_of_several_overdue_only_the_newest_goes(session):
    invited(session)
    assert [rule for _, rule in due(at(Rule.DAYS_2, session, hours=1))] == [Rule.DAYS_2]


def test_a_moved_session_is_reminded_of_anew(session):
    invited(session)
    moment = at(Rule.DAYS_28, session)
    notices.queue_reminders(due=due_session_reminders(moment), now=moment)
    assert due(moment) == []
    session.schedule_version += 1
    session.save()
    assert len(due(moment)) == 1


def test_thanks_go_two_days_after_a_held_session_to_those_who_came_or_meant_to():
    session = HeldSessionFactory(starts_at=timezone.now() - timedelta(days=3))
    expected = {invited(session, answer=answer).participant_id for answer in ("yes", "maybe")}
    for answer in ("no", "none"):
        invited(session, answer=answer)
    invited(session, answer="yes", participant__contact_stopped_at=timezone.now())
    invited(session, answer="yes", reminders_stopped_at=timezone.now())
    invited(session, answer="yes", withdrawn_at=timezone.now())
    came = ParticipantFactory(dialogue=session.dialogue)
    Attendance.objects.create(
        session=session, participant=came, way="first_name", label="Mo", affiliation="community",
        recorded_at=session.starts_at,
    )  # fmt: skip
    found = due(at(Rule.THANKS, session))
    assert {person for person, _rule in found} == expected | {came.pk}
    assert {rule for _person, rule in found} == {Rule.THANKS}
    assert due(at(Rule.THANKS, session, seconds=-1)) == []
    assert due(at(Rule.THANKS, session, days=3)) == []


def test_a_session_not_recorded_as_held_thanks_nobody():
    session = SessionFactory(starts_at=timezone.now() - timedelta(days=3))
    invited(session, answer="yes")
    assert due(at(Rule.THANKS, session)) == []


def test_no_more_at_once_than_asked_for_and_the_rest_next_time(session):
    for _ in range(5):
        invited(session)
    moment = at(Rule.DAYS_7, session)
    seen = set()
    for _ in range(3):
        found = due_session_reminders(moment, at_most=2)
        notices.queue_reminders(due=found, now=moment)
        seen |= {reminder.participant_id for reminder in found}
    assert len(seen) == 5


def test_queries_do_not_grow_with_people(session, django_assert_num_queries):
    for _ in range(3):
        invited(session)
    with django_assert_num_queries(2):
        due(at(Rule.DAYS_7, session))


class TestAnyTicks(TestCase):
    """With real rows: however the clock nudges, with gaps up to 26 hours, each letter is left exactly once."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.integers(3 * 60, 26 * 60), min_size=3, max_size=12),
        st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu", "Pacific/Guam"]),
        st.integers(0, 24 * 60),
    )
    def test_each_reminder_exactly_once(self, gaps, zone, offset):
        Message.objects.all().delete()
        session = SessionFactory(
            starts_at=timezone.now() + timedelta(days=60, minutes=offset), time_zone=zone
        )
        invited(session)
        tick, step = session.starts_at - timedelta(days=29), 0
        while tick < session.starts_at:
            notices.queue_reminders(due=due_session_reminders(tick), now=tick)
            tick += timedelta(minutes=gaps[step % len(gaps)])
            step += 1
        rules = Message.objects.filter(session_id=session.pk).values_list("context__rule", flat=True)
        assert sorted(rules) == sorted(str(rule) for rule in REMINDERS)
