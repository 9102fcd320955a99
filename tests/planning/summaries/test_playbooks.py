"""The page of a running incident: the window it is in and the next step, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.permissions import ALLOWED
from accounts.roles import Role
from dialogues.choices import Phase
from dialogues.services import incidents
from dialogues.timing import day_in
from planning import content
from planning.choices import RecordKind
from planning.content.differences import columns_of
from planning.models import Plan, StepRecord
from planning.services import dates, plans, steps
from planning.summaries.playbooks import Playbook, ShiftSteps
from planning.summaries.steps import steps_of
from planning.timing import comes_back
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


@pytest.fixture
def incident(member):
    return IncidentFactory(agency=member.agency, known_at=timezone.now())


@pytest.fixture
def plan(incident, member):
    return plans.start_playbook(by=member.user, incident=incident)


def seen(plan, hours):
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    return Playbook.of(plan, may_work=ALLOWED, now=plan.incident.known_at + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("hours", "place"),
    [(0, 0), (3.99, 0), (4, 1), (23.99, 1), (24, 2), (72, 3), (335.9, 3), (336, 4), (5000, 4)],
)
def test_one_window_is_now(plan, hours, place):
    page = seen(plan, hours)
    assert [window.is_now for window in page.windows].index(True) == place
    assert sum(window.is_now for window in page.windows) == 1
    assert [window.is_behind_us for window in page.windows] == [n < place for n in range(5)]


def settle(rows, by):
    for row in rows:
        steps.skip(by=by.user, step=row.step, reason="Done by the county")


@pytest.mark.parametrize("hours", [0, 5, 30, 71])
def test_in_the_first_three_days_what_comes_first_stays_first(plan, hours):
    page = seen(plan, hours)
    assert page.current.step == page.windows[0].steps[0].step


def test_after_three_days_this_window_goes_before_those_behind(plan, member):
    page = seen(plan, 80)
    assert page.current.step.stage == page.windows[3].title
    settle(page.windows[3].steps, member)
    assert seen(plan, 80).current.step.stage == page.windows[0].title


def test_a_first_hour_that_is_settled_leads_to_the_next_window(plan, member):
    settle(seen(plan, 5).windows[0].steps, member)
    page = seen(plan, 5)
    assert page.current.step.stage == page.windows[1].title


def test_what_is_behind_is_to_be_recorded_and_never_late(plan):
    page = seen(plan, 30)
    assert page.windows[0].to_record == len(page.windows[0].steps)


def test_every_step_stands_in_a_window(plan):
    page = seen(plan, 1)
    assert sum(len(window.steps) for window in page.windows) == plan.steps.count() == page.progress.total


def test_steps_of_a_stage_that_is_gone_stand_at_the_end(plan):
    plan.steps.filter(position__lte=2).update(stage="An older stage")
    page = seen(plan, 1)
    assert [row.step.position for row in page.windows[-1].steps] == [1, 2]


@pytest.mark.parametrize("records", [0, 200])
def test_the_page_costs_the_same_with_many_records(plan, member, records, django_assert_num_queries):
    now, step = timezone.now(), plan.steps.first()
    StepRecord.objects.bulk_create(
        StepRecord(
            step=step,
            kind=RecordKind.NOTED,
            text="Called",
            done_at=now,
            recorded_at=now,
            recorded_by=member.user,
        )
        for _ in range(records)
    )
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    with django_assert_num_queries(6):
        Playbook.of(plan, may_work=ALLOWED, now=now)


def test_what_a_dialogue_about_it_asks_for_comes_last(plan, member, incident):
    dialogue = DialogueFactory(agency=incident.agency, incident=incident, phase=Phase.POST_INCIDENT)
    theirs = plans.start(by=seated(dialogue), dialogue=dialogue)
    page = seen(plan, 100)
    asked = {row.step.key for window in page.windows for row in window.steps if row.is_elsewhere}
    assert asked == set(theirs.steps.values_list("key", flat=True))
    assert asked
    assert page.current.step.key not in asked
    settle([row for window in page.windows for row in window.steps if not row.is_elsewhere], member)
    assert seen(plan, 100).current.step.key in asked


def by_key(page):
    return {row.step.key: row for window in page.windows for row in window.steps}


@pytest.mark.parametrize("hours", [0, 100, 1000])
def test_a_daily_step_just_done_is_done_until_tomorrow(plan, member, hours):
    """However old the incident is: it counts, it is not the next step, and on its day it asks again."""
    now = timezone.now()
    type(plan.incident).objects.update(known_at=now - timedelta(hours=hours))
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    step = plan.steps.get(key="statement")
    settled_before = Playbook.of(plan, may_work=ALLOWED, now=now).progress.done
    steps.mark_done(by=member.user, step=step, turn=0)
    page = Playbook.of(plan, may_work=ALLOWED, now=now)
    row = by_key(page)["statement"]
    assert (row.state, page.progress.done) == ("resting", settled_before + 1)
    assert page.current.step.key != "statement"
    assert str(row.rest).startswith("Done ")
    assert f" by {member.user.full_name}; comes back " in str(row.rest)
    later = Playbook.of(plan, may_work=ALLOWED, now=now + timedelta(days=2))
    assert by_key(later)["statement"].is_open


RECURRING = [
    (phase, step.key)
    for phase in ("pre_crisis", "post_incident", "sustained")
    for step in content.guidance(phase).steps
    if comes_back(columns_of(step)["due_rule"], 0)
]


@pytest.mark.parametrize(("phase", "key"), RECURRING)
def test_every_step_that_comes_back_rests_when_it_was_done(member, phase, key):
    dialogue = DialogueFactory(
        agency=member.agency, phase=phase, incident=IncidentFactory(agency=member.agency)
    )
    by = seated(dialogue)
    plan = {
        "pre_crisis": lambda: plans.start(by=by, dialogue=dialogue),
        "post_incident": lambda: plans.start_playbook(by=member.user, incident=dialogue.incident),
        "sustained": lambda: plans.start(by=by, dialogue=dialogue),
    }[phase]()
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    steps.mark_done(by=plan.started_by, step=plan.steps.get(key=key))
    today = day_in(plan.time_zone, timezone.now())
    (row,) = (row for row in steps_of(plan, today) if row.step.key == key)
    assert row.state == "resting"
    if row.due_on:
        eve, on = (steps_of(plan, row.due_on - timedelta(days=n)) for n in (1, 0))
        assert next(one for one in on if one.step.key == key).is_open
        if row.due_on - today <= timedelta(days=7):
            assert next(one for one in eve if one.step.key == key).state == "resting"


def test_what_moved_is_listed_with_the_old_and_the_new_day(plan, member):
    known = plan.incident.known_at - timedelta(days=2)
    incidents.change(
        by=member.user, incident=plan.incident, version=plan.incident.version, changes={"known_at": known}
    )
    page = seen(plan, 1)
    moved = {row.step.key: row.due_on - row.was_due_on for row in page.moved}
    assert moved["statement"] == timedelta(days=-2)
    assert set(moved.values()) == {timedelta(days=-2)}


@pytest.mark.parametrize("is_followed", [False, True])
def test_an_incident_that_was_known_earlier_does_not_ask_again_for_what_was_just_done(
    plan, member, is_followed
):
    steps.mark_done(by=member.user, step=plan.steps.get(key="statement"))
    known = plan.incident.known_at - timedelta(days=3)
    incidents.change(
        by=member.user, incident=plan.incident, version=plan.incident.version, changes={"known_at": known}
    )
    if is_followed:
        dates.follow_events(now=timezone.now())
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    row = by_key(Playbook.of(plan, may_work=ALLOWED, now=timezone.now()))["statement"]
    assert (row.state, row.due_on) == ("resting", day_in(plan.time_zone, timezone.now()) + timedelta(days=1))
    assert (row.step.turn > 1) is is_followed


def test_the_next_shift_reads_what_is_open_with_its_hours_and_what_rests(plan, member):
    steps.mark_done(by=member.user, step=plan.steps.get(key="statement"))
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    found = ShiftSteps.of(plan, timezone.now())
    (resting,) = found.resting
    assert resting.title == "Make a first statement"
    assert f"by {member.user.full_name}; comes back" in resting.when
    assert resting.title not in {line.title for line in found.open}
    assert all(line.when.startswith(("Until ", "From ")) for line in found.open)
