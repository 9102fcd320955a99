"""The home page: what needs this person, in the order of the clock, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Phase, Seat
from dialogues.models import Session
from dialogues.services import sessions
from dialogues.timing import Schedule
from planning.services import plans
from planning.summaries.next import NextPage
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
    seated,
)
from tests.factories.incidents import WatchDateFactory
from tests.factories.planning import AgendaFactory, PlanFactory, PlanStepFactory

pytestmark = pytest.mark.django_db


def page(user, now=None):
    now = now or timezone.now()
    return NextPage.of(user, now=now, today=timezone.localdate(now))


def titles(user):
    return [str(thing.title) for thing in page(user).things]


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def with_plan(**values):
    """A dialogue whose plan was started."""
    dialogue = DialogueFactory(**values)
    PlanFactory(dialogue=dialogue)
    return dialogue


def a_step(dialogue, **values):
    return PlanStepFactory(plan=dialogue.plans.get(phase=dialogue.phase), **({"due_on": in_days(1)} | values))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_nine_queries(count, django_assert_num_queries):
    user = UserFactory()
    for _ in range(count):
        dialogue = with_plan()
        seated(dialogue, user=user)
        a_step(dialogue)
        SessionFactory(dialogue=dialogue)
    with django_assert_num_queries(9):
        found = page(user)
    assert len(found.dialogues) == count


def test_someone_without_a_dialogue_sees_nothing():
    found = page(UserFactory())
    assert (found.things, found.dialogues, found.more) == ((), (), 0)


def test_a_plan_that_was_not_started_is_asked_for():
    dialogue = DialogueFactory(title="Demo evenings")
    assert titles(seated(dialogue)) == ["Start the plan of “Demo evenings”"]
    assert titles(seated(dialogue, Seat.FACILITATOR)) == []


def test_one_step_for_each_plan_and_how_many_more():
    dialogue = with_plan()
    a_step(dialogue, title="second", due_on=in_days(2))
    a_step(dialogue, title="first", due_on=in_days(-1))
    a_step(dialogue, title="far", due_on=in_days(15))
    (thing,) = page(seated(dialogue)).things
    assert (thing.title, str(thing.date_words), thing.note) == ("first", "due since", "1 more step is due")


def test_a_step_of_somebody_else_is_not_mine():
    dialogue = with_plan()
    me, colleague = seated(dialogue), seated(dialogue, Seat.DESIGNER)
    a_step(dialogue, title="mine", owner=me, owner_name=me.full_name)
    a_step(dialogue, title="theirs", owner=colleague, owner_name=colleague.full_name)
    assert (titles(me), titles(colleague)) == (["mine"], ["theirs"])


def test_what_is_left_to_someone_without_account_comes_last():
    dialogue = with_plan()
    a_step(dialogue, title="theirs", owner_name="City clerk", due_on=in_days(-3))
    a_step(dialogue, title="ours", due_on=in_days(3))
    first, last = page(seated(dialogue)).things
    assert (first.title, last.title, last.note) == ("ours", "theirs", "City clerk sees to it")


def test_a_running_incident_comes_first():
    quiet, running = with_plan(), with_plan(phase=Phase.POST_INCIDENT)
    user = seated(quiet)
    seated(running, user=user)
    a_step(quiet, title="quiet", due_on=in_days(-9))
    a_step(running, title="running", due_on=in_days(1))
    assert titles(user) == ["running", "quiet"]


def test_steps_of_another_phase_closed_dialogues_and_lost_seats_ask_for_nothing():
    moved_on = with_plan(phase=Phase.PRE_CRISIS)
    a_step(moved_on)
    moved_on.phase = Phase.SUSTAINED
    moved_on.save()
    PlanFactory(dialogue=moved_on)
    closed = ClosedDialogueFactory()
    left = with_plan()
    a_step(left)
    user = seated(moved_on)
    seated(closed, user=user)
    seated(left, user=user)
    left.design_team.update(left_at=timezone.now())
    assert titles(user) == []


def test_a_session_asks_for_people_and_an_agenda_of_those_who_may():
    session = SessionFactory(dialogue=with_plan(), title="Evening")
    asked = ["Invite participants to “Evening”", "Build the agenda of “Evening”"]
    assert titles(seated(session.dialogue)) == asked
    assert titles(seated(session.dialogue, Seat.FACILITATOR)) == asked[1:]
    assert titles(seated(session.dialogue, Seat.NEUTRAL)) == []
    AgendaFactory(session=session)
    assert titles(seated(session.dialogue, Seat.DESIGNER)) == []


def test_a_session_far_away_asks_for_nothing_yet():
    session = SessionFactory(dialogue=with_plan(), starts_at=timezone.now() + timedelta(days=60))
    assert titles(seated(session.dialogue)) == []


def test_a_session_that_is_over_asks_for_its_record():
    dialogue = with_plan()
    HeldSessionFactory(dialogue=dialogue, title="Held")
    SessionFactory(dialogue=dialogue, title="Over", starts_at=timezone.now() - timedelta(hours=3))
    SessionFactory(dialogue=dialogue, title="Running", starts_at=timezone.now() - timedelta(hours=1))
    asked = ["Record who came to “Held”", "Record that “Over” was held"]
    assert titles(seated(dialogue)) == asked
    assert titles(seated(dialogue, Seat.FACILITATOR)) == asked[:1]


def test_at_most_five_things_and_how_many_more():
    user = UserFactory()
    for number in range(7):
        seated(DialogueFactory(title=f"{number}"), user=user)
    found = page(user)
    assert (len(found.things), found.more) == (5, 2)


def test_eight_dialogues_are_listed_newest_first():
    user = UserFactory()
    for number in range(9):
        seated(DialogueFactory(title=f"{number}"), user=user)
    found = page(user)
    assert [row.dialogue.title for row in found.dialogues] == list("87654321")
    assert found.has_more_dialogues


def test_a_step_is_due_the_moment_its_session_moves_near():
    """Nothing has followed the move yet: the stored date still lies far away."""
    session = SessionFactory(dialogue=with_plan(), starts_at=timezone.now() + timedelta(days=90))
    liaison = seated(session.dialogue)
    rule = {"anchor": "session", "unit": "days", "by": -28}
    a_step(session.dialogue, title="Choose the place", due_rule=rule, due_on=in_days(62))
    assert titles(liaison) == []
    plan = Schedule(timezone.now() + timedelta(days=36), 120, session.time_zone)
    sessions.reschedule(by=liaison, session=session, version=1, plan=plan)
    assert titles(liaison) == ["Choose the place"]
    assert Session.objects.get().local_start.date() - timedelta(days=28) == page(liaison).things[0].day


def test_a_running_playbook_comes_first_for_liaisons_of_the_agency():
    dialogue = with_plan()
    liaison, colleague = seated(dialogue), seated(dialogue, Seat.FACILITATOR)
    a_step(dialogue, due_on=in_days(-3))
    incident = IncidentFactory(agency=dialogue.agency)
    playbook = plans.start_playbook(by=liaison, incident=incident)
    first = page(liaison).things[0]
    assert str(first.title) == playbook.steps.get(position=1).title
    assert (first.where, first.address) == (incident.title, f"/incidents/{incident.pk}/playbook/")
    assert not any(thing.where == incident.title for thing in page(colleague).things)


def test_an_old_playbook_asks_for_nothing_by_itself():
    dialogue = with_plan()
    liaison = seated(dialogue)
    long_ago = timezone.now() - timedelta(days=70)
    plans.start_playbook(by=liaison, incident=IncidentFactory(agency=dialogue.agency, known_at=long_ago))
    assert not any("/playbook/" in thing.address for thing in page(liaison).things)


def test_readiness_asks_once_for_all_its_steps():
    dialogue = with_plan()
    liaison = seated(dialogue)
    plans.start_readiness(by=liaison, agency=dialogue.agency)
    asked = [thing for thing in page(liaison).things if thing.where == "Readiness"]
    assert [thing.address for thing in asked] == [f"/agencies/{dialogue.agency_id}/readiness/"]


def test_a_day_that_may_reopen_wounds_asks_for_its_next_step():
    dialogue = with_plan()
    liaison = seated(dialogue)
    incident = IncidentFactory(agency=dialogue.agency)
    WatchDateFactory(incident=incident, first_on=in_days(2), last_on=in_days(2))
    found = [thing for thing in page(liaison).things if thing.where == incident.title]
    assert [thing.address for thing in found] == [f"/incidents/{incident.pk}/dates/"]
    assert found[0].day == in_days(2)
