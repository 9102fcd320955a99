"""Newer guidance reaches a running plan as a person chooses; nothing that was recorded is altered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import DialogueClosed
from planning import content
from planning.content import Task
from planning.errors import GuidanceMoved, NothingChosen, NothingToAdopt
from planning.models import Plan, PlanStep
from planning.services import adoption, dates, steps
from planning.summaries.comparison import Comparison
from records.models import AuditEvent
from tests.factories.dialogues import seated
from tests.factories.guidance import days_after_start, new_step, next_version, publish
from tests.factories.planning import OwnStepFactory, started_plan

pytestmark = pytest.mark.django_db
OLD = content.guidance("pre_crisis")
FIRST, SECOND, THIRD = OLD.steps[:3]


@pytest.fixture
def plan():
    return started_plan()


@pytest.fixture
def by(plan):
    return plan.started_by


def take(plan, *, left_out=(), version=None, by=None):
    """As the page does it: everything offered is shown, and all but `left_out` is chosen."""
    found = Comparison.of(Plan.objects.with_subjects().get(pk=plan.pk))
    shown = [one.mark for one in found.offered]
    chosen = [one.mark for one in found.offered if one.key not in left_out]
    return adoption.adopt(
        by=by or plan.started_by, plan=plan, version=version or found.version, shown=shown, chosen=chosen
    )


def row(plan, step):
    return PlanStep.objects.get(plan=plan, key=step.key)


def offered(plan):
    return [one.key for one in Comparison.of(Plan.objects.with_subjects().get(pk=plan.pk)).offered]


def events():
    return AuditEvent.objects.filter(kind="plan_content_adopted")


def test_new_words_new_steps_and_the_order_of_the_guidance(plan, by, monkeypatch):
    newer = next_version(OLD, change={FIRST.key: {"title": "Other words"}}, add=[new_step(OLD)])
    publish(monkeypatch, newer)
    result = take(plan)
    assert (result.added, result.changed, result.declined) == (1, 1, 0)
    assert list(plan.steps.values_list("key", flat=True)) == [step.key for step in newer.steps]
    assert list(plan.steps.values_list("position", flat=True)) == list(range(1, len(newer.steps) + 1))
    assert row(plan, FIRST).title == "Other words"
    added = plan.steps.get(key="demo_new")
    assert [task.text for task in added.tasks.all()] == [task.text for task in FIRST.tasks]
    assert Plan.objects.get(pk=plan.pk).content_version == str(newer.version)


def test_one_event_says_what_was_taken_over(plan, by, monkeypatch):
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}, add=[new_step(OLD)]))
    take(plan, left_out=["demo_new"])
    version = OLD.version + 1
    assert events().get().sentence == (
        f"{by.full_name} brought the plan up to version {version} of the guidance. "
        "Steps added: 0, changed: 1, left out: 1"
    )


def test_what_people_did_on_an_open_step_stays(plan, by, monkeypatch):
    step, day = row(plan, FIRST), plan.started_at.date() + timedelta(days=99)
    steps.arrange(by=by, step=step, changes={"owner": by, "owner_name": by.full_name, "due_on": day})
    steps.note(by=by, step=step, text="Asked twice")
    ticked, open_task = FIRST.tasks[:2]
    steps.save_ticks(by=by, step=step, shown=[], ticked=[ticked.key])
    words = {"due": days_after_start(21), "tasks": (Task("task_new", "Ask"), *FIRST.tasks[2:])}
    publish(monkeypatch, next_version(OLD, change={FIRST.key: words}))
    take(plan)
    found = row(plan, FIRST)
    assert (found.owner, found.due_on, found.is_due_set_by_hand, found.was_due_on) == (by, day, True, None)
    assert found.due_words == "Within 21 days"
    assert found.records.get().text == "Asked twice"
    tasks = {task.key: task for task in found.tasks.all()}
    assert (tasks[ticked.key].text, tasks[ticked.key].done_by) == (ticked.text, by)
    assert open_task.key not in tasks
    assert list(tasks) == ["task_new", *(task.key for task in FIRST.tasks[2:]), ticked.key]


def test_a_changed_rule_moves_the_day_and_says_so(plan, monkeypatch):
    before = row(plan, FIRST).due_on
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"due": days_after_start(21)}}))
    take(plan)
    found = row(plan, FIRST)
    assert found.due_on == before + timedelta(days=14)
    assert (found.was_due_on, found.is_moved_by_guidance) == (before, True)
    PlanStep.objects.filter(pk=found.pk).update(due_on=before)
    dates.follow(plan=plan, now=timezone.now())  # moved by something else since
    assert row(plan, FIRST).is_moved_by_guidance is False


def test_settled_steps_keep_their_words_until_they_are_opened_again(plan, by, monkeypatch):
    steps.mark_done(by=by, step=row(plan, FIRST), evidence="On file")
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    assert (take(plan).changed, row(plan, FIRST).title) == (0, FIRST.title)
    steps.reopen(by=by, step=row(plan, FIRST))
    assert offered(plan) == [FIRST.key]
    assert take(plan).changed == 1
    assert (row(plan, FIRST).title, row(plan, FIRST).evidence) == ("Other words", "On file")


def test_a_step_that_was_done_before_keeps_its_words_until_it_is_opened_again(monkeypatch):
    plan = started_plan()
    step = plan.steps.get(key=FIRST.key)
    PlanStep.objects.filter(pk=step.pk).update(due_rule=row(plan, FIRST).due_rule | {"every_days": 7})
    for turn in (0, 1):
        steps.mark_done(by=plan.started_by, step=row(plan, FIRST), turn=turn)
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    assert offered(plan) == []
    steps.reopen(by=plan.started_by, step=row(plan, FIRST))
    assert (row(plan, FIRST).turn, offered(plan)) == (1, [FIRST.key])


def test_a_step_that_went_stays_says_so_and_asks_for_nothing(plan, by, monkeypatch):
    publish(monkeypatch, next_version(OLD, drop=[FIRST.key]))
    take(plan)
    found = row(plan, FIRST)
    assert (found.gone_since, found.status) == (str(OLD.version + 1), "open")
    assert found not in plan.steps.asking()
    assert found.position == len(OLD.in_stage(FIRST.stage))  # after the others of its stage
    steps.mark_done(by=by, step=found)
    assert row(plan, FIRST).status == "done"


def test_a_step_that_comes_back_to_the_guidance_is_asked_again(plan, monkeypatch):
    gone = publish(monkeypatch, next_version(OLD, drop=[FIRST.key]))
    take(plan)
    monkeypatch.undo()
    publish(monkeypatch, next_version(gone, add=[FIRST]))
    take(plan)
    assert row(plan, FIRST).gone_since == ""


def test_what_was_left_out_is_not_offered_again_before_the_next_version(plan, monkeypatch):
    newer = next_version(OLD, change={FIRST.key: {"title": "Other words"}, SECOND.key: {"why": "Because."}})
    publish(monkeypatch, newer)
    take(plan, left_out=[FIRST.key])
    assert (offered(plan), row(plan, FIRST).title) == ([], FIRST.title)
    found = Comparison.of(Plan.objects.with_subjects().get(pk=plan.pk))
    assert [one.key for one in found.left_out] == [FIRST.key]
    monkeypatch.undo()
    publish(monkeypatch, next_version(newer))
    assert offered(plan) == [FIRST.key]


def test_what_was_left_out_can_still_be_taken_over(plan, by, monkeypatch):
    publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    take(plan, left_out=[FIRST.key])
    (mark,) = Plan.objects.get(pk=plan.pk).declined
    version = str(OLD.version + 1)
    with pytest.raises(NothingChosen):
        adoption.adopt(by=by, plan=plan, version=version, shown=[], left_out=[mark], chosen=[])
    adoption.adopt(by=by, plan=plan, version=version, shown=[], left_out=[mark], chosen=[mark])
    assert (row(plan, FIRST).title, Plan.objects.get(pk=plan.pk).declined) == ("Other words", [])


def test_the_second_of_two_is_told_that_nothing_is_left(plan, by, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    mark, version = f"{FIRST.key}@{newer.version}", str(newer.version)
    adoption.adopt(by=by, plan=plan, version=version, shown=[mark], chosen=[mark])
    with pytest.raises(NothingToAdopt):
        adoption.adopt(by=by, plan=plan, version=version, shown=[mark], chosen=[mark])
    assert events().count() == 1


def test_nobody_takes_over_unawares_what_a_colleague_left_out(plan, by, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    mark, version = f"{FIRST.key}@{newer.version}", str(newer.version)
    adoption.adopt(by=by, plan=plan, version=version, shown=[mark], chosen=[])
    with pytest.raises(NothingToAdopt):
        adoption.adopt(by=by, plan=plan, version=version, shown=[mark], chosen=[mark])
    assert row(plan, FIRST).title == FIRST.title


def test_a_page_from_before_another_version_takes_nothing(plan, by, monkeypatch):
    first = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    monkeypatch.undo()
    publish(monkeypatch, next_version(first))
    mark = f"{FIRST.key}@{first.version}"
    with pytest.raises(GuidanceMoved):
        adoption.adopt(by=by, plan=plan, version=str(first.version), shown=[mark], chosen=[mark])
    assert row(plan, FIRST).title == FIRST.title


def test_what_the_page_did_not_show_is_neither_taken_nor_left_out(plan, by, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"title": "Other words"}}))
    mark = f"{FIRST.key}@{newer.version}"
    own = OwnStepFactory(agency=plan.agency)
    adoption.adopt(by=by, plan=plan, version=str(newer.version), shown=[mark], chosen=[mark])
    assert offered(plan) == [own.key]


def test_a_version_that_changes_nothing_here_is_taken_over_as_well(plan, monkeypatch):
    publish(monkeypatch, next_version(OLD, stages={OLD.stages[0].key: "Begin here"}))
    take(plan)
    assert Plan.objects.get(pk=plan.pk).content_version == str(OLD.version + 1)
    assert row(plan, FIRST).stage == "Begin here"


def test_steps_of_the_agency_can_be_added_and_follow_its_changes(plan):
    own = OwnStepFactory(agency=plan.agency)
    OwnStepFactory(agency=plan.agency, phase="sustained", stage="year")
    OwnStepFactory()
    assert take(plan).added == 1
    found = plan.steps.get(key=own.key)
    assert (found.is_own, found.basis[0]["tag"], found.basis[0]["sources"]) == (True, "A", [])
    assert found.position == len(OLD.in_stage("foundation")) + 1
    own.title, own.version = "Other words", 2
    own.save()
    assert take(plan).changed == 1
    assert plan.steps.get(key=own.key).title == "Other words"


def test_only_who_works_on_an_open_plan_takes_over(plan, by, monkeypatch):
    publish(monkeypatch, next_version(OLD))
    with pytest.raises(NotAllowed):
        take(plan, by=seated(plan.dialogue, Seat.NEUTRAL))
    plan.dialogue.status = "closed"
    with pytest.raises(DialogueClosed):
        take(plan)
    assert not events().exists()
