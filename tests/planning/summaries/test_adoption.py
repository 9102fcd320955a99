"""The page of differences: old and new side by side, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from planning import content
from planning.models import Plan, PlanStep
from planning.services import adoption, steps
from planning.summaries.adoption import AdoptPage
from tests.factories.guidance import days_after_start, new_step, next_version, publish
from tests.factories.planning import OwnStepFactory, started_plan

pytestmark = pytest.mark.django_db
OLD = content.guidance("pre_crisis")
FIRST, SECOND, THIRD = OLD.steps[:3]


def page(plan):
    return AdoptPage.of(Plan.objects.with_subjects().get(pk=plan.pk), today=timezone.localdate())


def lines(view):
    return {str(line.label): (line.before, line.after) for line in view.lines}


@pytest.fixture
def plan():
    return started_plan()


def test_a_plan_that_is_up_to_date_has_nothing_to_choose(plan):
    found = page(plan)
    assert (found.is_newer, found.offered, found.has_something) == (False, (), False)


def test_each_difference_stands_where_it_belongs(plan, monkeypatch):
    steps.mark_done(by=plan.started_by, step=plan.steps.get(key=SECOND.key))
    own = OwnStepFactory(agency=plan.agency)
    changes = {FIRST.key: {"title": "Other words"}, SECOND.key: {"title": "Too late"}}
    newer = publish(monkeypatch, next_version(OLD, change=changes, drop=[THIRD.key], add=[new_step(OLD)]))
    found = page(plan)
    keys = {
        name: [one.difference.key for one in getattr(found, name)]
        for name in ("new", "changed", "own", "recorded", "gone")
    }
    assert keys == {
        "new": ["demo_new"],
        "changed": [FIRST.key],
        "own": [own.key],
        "recorded": [SECOND.key],
        "gone": [THIRD.key],
    }
    version = newer.version
    marks = [f"demo_new@{version}", f"{FIRST.key}@{version}", f"{own.key}@1"]
    assert [one.mark for one in found.offered] == marks
    assert all(one.is_chosen for one in found.offered)


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_for_any_number_of_steps(plan, monkeypatch, count, django_assert_num_queries):
    publish(
        monkeypatch, next_version(OLD, change={step.key: {"why": "Because."} for step in OLD.steps[:count]})
    )
    plan = Plan.objects.with_subjects().get(pk=plan.pk)
    with django_assert_num_queries(7):
        assert len(AdoptPage.of(plan, today=timezone.localdate()).changed) == count


def test_words_stand_side_by_side(plan, monkeypatch):
    added = content.Task("task_new", "Ask the neighbors")
    change = {"title": "Other words", "ask": ("May we?", "Must we?"), "tasks": (*FIRST.tasks, added)}
    publish(monkeypatch, next_version(OLD, change={FIRST.key: change}))
    (view,) = page(plan).changed
    assert lines(view) == {
        "Title": (FIRST.title, "Other words"),
        "Ask counsel": ("\n".join(FIRST.ask), "May we?\nMust we?"),
        "New task": ("", "Ask the neighbors"),
    }


def test_a_moved_day_stands_under_its_words(plan, monkeypatch):
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"due": days_after_start(21)}}))
    before, after = lines(page(plan).changed[0])["When"]
    assert before.startswith(f"{FIRST.due.words}\n")
    assert after.startswith("Within 21 days\n")
    assert before.splitlines()[1] != after.splitlines()[1]


def test_a_day_set_by_hand_is_said_to_stay(plan, monkeypatch):
    PlanStep.objects.filter(key=FIRST.key).update(is_due_set_by_hand=True)
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"due": days_after_start(21)}}))
    assert lines(page(plan).changed[0])["When"] == (
        FIRST.due.words,
        "Within 21 days\nThe date that you set stays.",
    )


def test_where_it_comes_from_is_spelled_with_its_mark(plan, monkeypatch):
    basis = (content.Basis(content.tags()[2], "All of it.", ()),)
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"basis": basis}}))
    before, after = lines(page(plan).changed[0])["Where this comes from"]
    assert after == "Our own suggestion: All of it."
    assert FIRST.sources[0].title in before


def test_what_was_left_out_is_shown_unticked(plan, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    mark = f"{FIRST.key}@{newer.version}"
    adoption.adopt(by=plan.started_by, plan=plan, version=str(newer.version), shown=[mark], chosen=[])
    found = page(plan)
    assert (found.is_newer, found.offered, found.has_something) == (False, (), True)
    assert [(one.mark, one.is_chosen) for one in found.left_out] == [(mark, False)]


def test_a_step_that_the_record_shows_as_done_is_not_ticked(plan, monkeypatch):
    PlanStep.objects.filter(key=FIRST.key).update(found_by=["purpose_written"])
    type(plan.dialogue).objects.filter(pk=plan.dialogue_id).update(
        goals="Agree on stops", may_change="How", off_limits="The case"
    )
    change = {step.key: {"title": "Other words"} for step in (FIRST, SECOND)}
    newer = publish(monkeypatch, next_version(OLD, change=change))
    found = page(plan)
    assert [(one.is_found, one.is_chosen) for one in found.changed] == [(True, False), (False, True)]
    adoption.adopt(
        by=plan.started_by,
        plan=plan,
        version=str(newer.version),
        shown=[one.mark for one in found.offered],
        chosen=[one.mark for one in found.offered if one.is_chosen],
    )
    titles = plan.steps.order_by("position").values_list("title", flat=True)[:2]
    assert list(titles) == [FIRST.title, "Other words"]


def test_no_day_is_proposed_that_is_over(plan, monkeypatch):
    type(plan).objects.update(started_at=timezone.now() - timedelta(days=60))
    change = {FIRST.key: {"due": days_after_start(21)}, SECOND.key: {"due": days_after_start(90)}}
    publish(monkeypatch, next_version(OLD, change=change, add=[new_step(OLD)]))
    found = page(plan)
    told = [lines(one)["When"][1].splitlines()[1] for one in found.changed]
    over = "The day that this counts to is over."
    assert told[0] == over
    assert told[1] != over
    assert found.new[0].is_day_past
