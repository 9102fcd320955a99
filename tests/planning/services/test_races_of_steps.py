"""Two people at one step, and at newer guidance, at the very same moment: nothing is lost, nothing is done twice."""

import pytest

from dialogues.choices import Seat
from planning import content
from planning.errors import NothingToAdopt
from planning.models import PlanStep, PlanTask
from planning.services import adoption, own_steps, steps
from records.models import AuditEvent
from tests.factories.dialogues import seated
from tests.factories.guidance import new_step, next_version, publish
from tests.factories.planning import own_step_values, started_plan
from tests.planning.services.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
OLD = content.guidance("pre_crisis")
FIRST = OLD.steps[0]


@pytest.fixture
def plan():
    return started_plan()


@pytest.fixture
def people(plan):
    return plan.started_by, seated(plan.dialogue, Seat.DESIGNER)


def step_of(plan):
    return plan.steps.select_related("plan__dialogue__agency", "plan__agency").get(key=FIRST.key)


def count(kind):
    return AuditEvent.objects.filter(kind=kind).count()


def test_the_same_task_ticked_by_two_is_ticked_once(plan, people):
    key = FIRST.tasks[0].key
    raised = at_once(
        *(lambda by=by: steps.save_ticks(by=by, step=step_of(plan), shown=[], ticked=[key]) for by in people)
    )
    task = PlanTask.objects.get(step__plan=plan, step__key=FIRST.key, key=key)
    assert (raised, count("task_ticked")) == ([], 1)
    assert task.done_by in people


def test_different_tasks_ticked_at_once_are_both_ticked(plan, people):
    keys = [task.key for task in FIRST.tasks[:2]]
    raised = at_once(
        *(
            lambda by=by, key=key: steps.save_ticks(by=by, step=step_of(plan), shown=[], ticked=[key])
            for by, key in zip(people, keys, strict=True)
        )
    )
    ticked = PlanTask.objects.filter(step__plan=plan, done_at__isnull=False).values_list("key", flat=True)
    assert (raised, set(ticked), count("task_ticked")) == ([], set(keys), 2)


def test_a_step_done_by_two_has_one_record_and_keeps_what_both_wrote(plan, people):
    raised = at_once(
        *(
            lambda by=by: steps.mark_done(by=by, step=step_of(plan), evidence=by.full_name, turn=0)
            for by in people
        )
    )
    step = step_of(plan)
    assert (raised, step.status, count("step_done")) == ([], "done", 1)
    assert step.records.filter(kind="done").count() == 1
    assert set(step.records.values_list("text", flat=True)) == {by.full_name for by in people}


def test_of_two_who_take_over_newer_guidance_the_second_is_told(plan, people, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, add=[new_step(OLD)]))
    mark, version = f"demo_new@{newer.version}", str(newer.version)
    raised = at_once(
        *(
            lambda by=by: adoption.adopt(by=by, plan=plan, version=version, shown=[mark], chosen=[mark])
            for by in people
        )
    )
    assert (raised, count("plan_content_adopted")) == ([NothingToAdopt], 1)
    assert PlanStep.objects.filter(plan=plan, key="demo_new").count() == 1


def test_a_tick_made_while_guidance_is_taken_over_is_not_lost(plan, people, monkeypatch):
    """Whoever comes first: the task is ticked and stays, or it was gone before the tick."""
    kept = FIRST.tasks[1:]
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"tasks": kept}}))
    mark, version, key = f"{FIRST.key}@{newer.version}", str(newer.version), FIRST.tasks[0].key
    raised = at_once(
        lambda: adoption.adopt(by=people[0], plan=plan, version=version, shown=[mark], chosen=[mark]),
        lambda: steps.save_ticks(by=people[1], step=step_of(plan), shown=[], ticked=[key]),
    )
    task = PlanTask.objects.filter(step__plan=plan, key=key).first()
    assert raised == []
    assert (task is not None and task.done_by == people[1]) is (count("task_ticked") == 1)


def test_steps_added_at_once_each_have_a_place_of_their_own(plan, people):
    raised = at_once(
        *(
            lambda by=by: own_steps.add_to_plan(
                by=by, plan=plan, stage="foundation", values=own_step_values(title=by.full_name)
            )
            for by in people
        )
    )
    positions = list(plan.steps.order_by("position").values_list("position", flat=True))
    assert (raised, positions) == ([], list(range(1, len(OLD.steps) + 3)))
