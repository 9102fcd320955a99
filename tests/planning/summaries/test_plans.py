"""Plan pages tell the dates as sessions and incident stand now, in a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.permissions import ALLOWED
from dialogues.choices import Phase
from dialogues.models import Dialogue, Session
from planning.models import Plan, PlanStep
from planning.summaries.plans import NextSteps, PlanPreview, PlanView
from planning.summaries.steps import StepPage, views_of
from tests.factories.dialogues import DialogueFactory, SessionFactory, seated
from tests.factories.planning import PlanFactory, PlanStepFactory, started_plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
WEEK_BEFORE = {"anchor": "session", "unit": "days", "by": -7}


def view(plan):
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    others = Plan.objects.filter(dialogue=plan.dialogue)
    return PlanView.of(plan, may_work=ALLOWED, today=TODAY, others=others)


def moved(session, days):
    """The session moves; nothing else has happened yet."""
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at + timedelta(days=days))


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + timedelta(days=30))


@pytest.fixture
def step(session):
    day = session.local_start.date() - timedelta(days=7)
    return PlanStepFactory(plan=PlanFactory(dialogue=session.dialogue), due_rule=WEEK_BEFORE, due_on=day)


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_costs_five_queries(session, step, count, django_assert_num_queries):
    PlanStepFactory.create_batch(count - 1, plan=step.plan)
    plan = Plan.objects.with_subjects().get()
    with django_assert_num_queries(5):
        found = PlanView.of(plan, may_work=ALLOWED, today=TODAY)
    assert found.progress.total == count


def test_dates_are_right_the_moment_a_session_moves(session, step):
    before = step.due_on
    assert view(step.plan).current.was_due_on is None
    moved(session, 14)
    row = view(step.plan).current
    assert (row.due_on, row.was_due_on, row.follows_session) == (before + timedelta(days=14), before, True)


def test_a_date_set_by_hand_stays(session, step):
    PlanStep.objects.update(is_due_set_by_hand=True)
    before = step.due_on
    moved(session, 14)
    row = view(step.plan).current
    assert (row.due_on, row.was_due_on) == (before, None)


def test_a_settled_step_keeps_the_date_it_had(session, step):
    PlanStep.objects.update(status="done", settled_at=timezone.now(), settled_by=seated(session.dialogue))
    moved(session, 14)
    (stage,) = view(step.plan).stages
    assert stage.steps[0].due_on == step.due_on


def test_stages_count_what_is_done_and_skipped():
    plan = PlanFactory()
    settled = {"settled_at": timezone.now(), "settled_by": plan.started_by}
    PlanStepFactory(plan=plan, stage="First", status="done", **settled)
    PlanStepFactory(plan=plan, stage="First")
    PlanStepFactory(plan=plan, stage="Second", status="skipped", skip_reason="Done last year", **settled)
    found = view(plan)
    assert [(stage.title, stage.progress.done, stage.progress.total) for stage in found.stages] == [
        ("First", 1, 2),
        ("Second", 0, 1),
    ]
    assert (found.progress.done, found.progress.skipped, found.progress.to_do) == (1, 1, 1)


def test_the_current_step_is_the_one_due_first():
    plan = PlanFactory()
    undated = {"anchor": "session", "unit": "days", "by": -7}
    late = {"anchor": "opened", "unit": "days", "by": 30}
    for title, rule in (("undated", undated), ("late", late), ("soon", {**late, "by": 2})):
        PlanStepFactory(plan=plan, title=title, due_rule=rule)
    assert view(plan).current.step.title == "soon"


def test_plans_of_other_phases_are_listed():
    dialogue = DialogueFactory(phase=Phase.SUSTAINED)
    PlanFactory(dialogue=dialogue, phase=Phase.PRE_CRISIS)
    plan = PlanFactory(dialogue=dialogue)
    found = view(plan)
    assert [earlier.phase_name for earlier in found.earlier] == ["Pre-crisis"]
    old = view(dialogue.plans.get(phase=Phase.PRE_CRISIS))
    assert (found.is_earlier, old.is_earlier, old.earlier) == (False, True, ())


def test_a_step_knows_its_neighbors(django_assert_num_queries):
    plan = started_plan()
    first, second, third = plan.steps.order_by("position")[:3]
    step = PlanStep.objects.get(pk=second.pk)
    step.plan = Plan.objects.with_subjects().get(pk=plan.pk)
    with django_assert_num_queries(7):
        page = StepPage.of(step, may_work=ALLOWED, today=TODAY)
    assert (page.before, page.after, page.total) == (first, third, plan.steps.count())
    assert not any(line.is_ticked for line in page.tasks)


def test_a_refused_form_keeps_its_ticks():
    step = started_plan().steps.first()
    key = step.tasks.first().key
    page = StepPage.of(step, may_work=ALLOWED, today=TODAY, ticked=[key])
    assert [line.task.key for line in page.tasks if line.is_ticked] == [key]


def test_the_preview_says_what_is_missing_for_dates():
    dialogue = DialogueFactory(phase=Phase.POST_INCIDENT)
    preview = PlanPreview.of(dialogue, may_work=ALLOWED)
    assert (preview.needs_incident, preview.needs_session) == (True, True)
    SessionFactory(dialogue=dialogue)
    assert not PlanPreview.of(dialogue, may_work=ALLOWED).needs_session
    assert preview.step_count >= 6


def test_the_overview_shows_three_steps():
    dialogue = DialogueFactory()
    assert NextSteps.of(dialogue, today=TODAY).plan is None
    started_plan(dialogue)
    dialogue = Dialogue.objects.select_related("agency", "incident").get()
    found = NextSteps.of(dialogue, today=TODAY)
    assert len(found.steps) == 3
    assert [row.due_on for row in found.steps] == sorted(row.due_on for row in found.steps)


def test_steps_of_several_plans_cost_two_queries(django_assert_num_queries):
    steps = [PlanStepFactory() for _ in range(3)]
    with django_assert_num_queries(2):
        assert len(views_of(steps, TODAY)) == 3
    with django_assert_num_queries(0):
        assert views_of([], TODAY) == []
