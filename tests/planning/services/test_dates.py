"""Stored due dates follow sessions and incidents that moved, from the audit events since the last time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dialogues.choices import AuditKind as Moves
from dialogues.choices import Phase
from dialogues.services import incidents, sessions
from dialogues.timing import Schedule
from planning.choices import AuditKind
from planning.evidence.anchors import READER
from planning.models import Bookmark, PlanStep
from planning.services import dates, steps
from records.models import AuditEvent
from tests.factories.dialogues import DialogueFactory, IncidentFactory, SessionFactory, seated
from tests.factories.planning import PlanFactory, PlanStepFactory, started_plan

pytestmark = pytest.mark.django_db
WEEK_BEFORE = {"anchor": "session", "unit": "days", "by": -7}


def follow(later=timedelta()):
    return dates.follow_events(now=timezone.now() + later)


def bookmark():
    return Bookmark.objects.get(reader=READER).event_id


def move(session, by, days):
    plan = Schedule(session.starts_at + timedelta(days=days), session.minutes, session.time_zone, "Demo Hall")
    return sessions.reschedule(by=by, session=session, version=session.version, plan=plan)


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + timedelta(days=30))


@pytest.fixture
def liaison(session):
    return seated(session.dialogue)


@pytest.fixture
def step(session):
    day = session.local_start.date() - timedelta(days=7)
    return PlanStepFactory(plan=PlanFactory(dialogue=session.dialogue), due_rule=WEEK_BEFORE, due_on=day)


def test_a_moved_session_moves_the_steps_that_count_from_it(session, liaison, step):
    before = step.due_on
    move(session, liaison, days=14)
    assert follow() == 1
    step.refresh_from_db()
    assert (step.due_on, step.was_due_on) == (before + timedelta(days=14), before)


def test_following_twice_changes_nothing_more(session, liaison, step):
    move(session, liaison, days=14)
    assert [follow(), follow()] == [1, 0]


def test_a_cancelled_session_leaves_its_steps_undated(session, liaison, step):
    before = step.due_on
    sessions.cancel(by=liaison, session=session, reason="The hall is closed")
    assert follow() == 1
    step.refresh_from_db()
    assert (step.due_on, step.was_due_on) == (None, before)


def test_a_scheduled_session_gives_undated_steps_their_date():
    dialogue = DialogueFactory()
    step = PlanStepFactory(plan=PlanFactory(dialogue=dialogue), due_rule=WEEK_BEFORE, due_on=None)
    plan = Schedule(timezone.now() + timedelta(days=30), 120, "America/Chicago")
    made = sessions.schedule(by=seated(dialogue), dialogue=dialogue, title="Demo", plan=plan)
    assert follow() == 1
    step.refresh_from_db()
    assert (step.due_on, step.was_due_on) == (made.local_start.date() - timedelta(days=7), None)


def test_steps_settled_or_dated_by_hand_stay(session, liaison, step):
    by_hand = PlanStepFactory(plan=step.plan, due_rule=WEEK_BEFORE)
    steps.arrange(by=liaison, step=by_hand, changes={"due_on": date(2027, 3, 1)})
    steps.mark_done(by=liaison, step=step)
    move(session, liaison, days=14)
    assert follow() == 0


def test_an_incident_that_became_known_earlier_moves_all_its_dialogues():
    incident = IncidentFactory(known_at=timezone.now() - timedelta(days=1))
    made = [
        DialogueFactory(agency=incident.agency, incident=incident, phase=Phase.POST_INCIDENT)
        for _ in range(2)
    ]
    by = seated(made[0])
    for dialogue in made:
        started_plan(dialogue, seated(dialogue))
    earlier = {"known_at": incident.known_at - timedelta(days=2)}
    incidents.change(by=by, incident=incident, version=incident.version, changes=earlier)
    follow()
    moved = PlanStep.objects.filter(was_due_on__isnull=False).values_list("plan__dialogue", flat=True)
    assert set(moved) == {dialogue.pk for dialogue in made}


def test_events_are_read_again_until_no_earlier_one_can_come(session, liaison, step):
    """An event gets its number before its transaction ends, so a young one may hide an older one."""
    move(session, liaison, days=14)
    follow()
    assert bookmark() == 0
    follow(later=timedelta(minutes=6))
    assert bookmark() == AuditEvent.objects.latest("pk").pk


def test_the_bookmark_passes_events_that_move_nothing(session, liaison, step):
    steps.mark_done(by=liaison, step=step)
    follow(later=timedelta(minutes=6))
    assert AuditEvent.objects.latest("pk").kind == AuditKind.STEP_DONE
    assert bookmark() == AuditEvent.objects.latest("pk").pk


def test_the_bookmark_never_goes_back(session, liaison, step):
    Bookmark.objects.create(reader=READER, event_id=1_000_000_000)
    follow(later=timedelta(minutes=6))
    assert bookmark() == 1_000_000_000


def test_more_events_than_one_reading_are_read_in_turn(session, liaison, step, monkeypatch):
    monkeypatch.setattr(dates, "BATCH", 2)
    row = session
    for days in (3, 3, 3, 3, 3):
        row = move(row, liaison, days)
    assert AuditEvent.objects.filter(kind=Moves.SESSION_RESCHEDULED).count() == 5
    for _ in range(3):
        follow(later=timedelta(minutes=6))
    assert bookmark() == AuditEvent.objects.latest("pk").pk
