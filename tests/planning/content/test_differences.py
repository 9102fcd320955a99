"""What a newer version would change in a plan, worked out from copies alone."""

from dataclasses import replace

import pytest

from planning import content
from planning.content.differences import (
    COLUMNS,
    Fate,
    KeptStep,
    KeptTask,
    Kind,
    Offer,
    columns_of,
    compare,
    offers_of,
)
from tests.factories.guidance import days_after_start, new_step, next_version, tasks

OLD = content.guidance("pre_crisis")
FIRST, SECOND = OLD.steps[:2]


def kept(step, **values):
    known = tuple(KeptTask(task.key, task.text) for task in step.tasks)
    return KeptStep(**{"key": step.key, "columns": columns_of(step), "tasks": known} | values)


def plan(**values):
    """A plan that took over every step; `values` are of the first one."""
    return [kept(FIRST, **values), *(kept(step) for step in OLD.steps[1:])]


def differences(mine, newer):
    return compare(mine, offers_of(newer), guidance_version=newer.version)


def changed_first(mine=None, **values):
    (found,) = differences(mine or plan(), next_version(OLD, change={FIRST.key: values}))
    return found


def test_every_column_has_its_words():
    assert tuple(columns_of(FIRST)) == COLUMNS


def test_the_same_version_differs_in_nothing():
    assert differences(plan(), OLD) == ()


@pytest.mark.parametrize("also", [(), (30, 60)])
def test_what_the_database_gives_back_is_no_difference(also):
    """JSON knows no tuples, and rules of older plans have fewer parts."""
    step = replace(FIRST, due=replace(FIRST.due, also=also))
    rule = {"anchor": step.due.anchor, "unit": "days", "start": 0, "by": 7, "words": step.due.words}
    stored = columns_of(step) | {"due_rule": rule | ({"also": list(also)} if also else {})}
    newer = replace(OLD, steps=(step, *OLD.steps[1:]))
    assert differences(plan(columns=stored), newer) == ()


def test_each_changed_part_is_named():
    found = changed_first(title="Other words", owner="Mayor")
    assert (found.kind, found.key, found.mark) == (Kind.CHANGED, FIRST.key, f"{FIRST.key}@{OLD.version + 1}")
    assert found.columns == ("title", "suggested_owner")
    assert found.can_be_taken


def test_a_changed_rule_is_named_with_its_words():
    assert changed_first(due=days_after_start(21)).columns == ("due_words", "due_rule")


def test_a_day_zero_is_not_no_day():
    assert "due_rule" in changed_first(due=replace(FIRST.due, start=None)).columns


def test_new_and_gone_steps_are_told_in_the_order_of_the_guidance():
    newer = next_version(OLD, drop=[SECOND.key], add=[new_step(OLD)])
    new, gone = differences(plan(), newer)
    assert (new.kind, new.key, new.offer.step.title) == (Kind.NEW, "demo_new", "Demo new step")
    assert (gone.kind, gone.key, gone.can_be_taken) == (Kind.GONE, SECOND.key, False)


def test_what_is_known_to_be_gone_is_told_once():
    mine = [*plan(), kept(new_step(OLD, "demo_old"), gone_since="2")]
    assert differences(mine, OLD) == ()


def test_a_settled_step_stays_as_recorded():
    found = changed_first(plan(is_recorded=True), title="Other words")
    assert (found.kind, found.can_be_taken) == (Kind.RECORDED, False)


def test_tasks_are_added_reworded_and_removed_but_never_when_ticked():
    before = ("Call", "Write", "Meet", "Rest")
    step = replace(FIRST, tasks=tasks(*before))
    ticked = [KeptTask(f"task_{n}", text, is_ticked=n in {2, 4}) for n, text in enumerate(before, start=1)]
    mine = [kept(step, tasks=tuple(ticked)), *plan()[1:]]
    wanted = (*tasks("Call first", "Write twice"), content.Task("task_9", "Ask"))
    (found,) = differences(mine, next_version(OLD, change={FIRST.key: {"tasks": wanted}}))
    assert [(one.key, one.fate) for one in found.tasks] == [
        ("task_1", Fate.REWORDED),
        ("task_2", Fate.STAYS),
        ("task_9", Fate.ADDED),
        ("task_3", Fate.REMOVED),
        ("task_4", Fate.STAYS),
    ]
    assert (found.tasks[0].before, found.tasks[0].after) == ("Call", "Call first")


def test_ticked_tasks_that_differ_are_nothing_to_take_over():
    texts = tuple(KeptTask(task.key, "Old words", is_ticked=True) for task in FIRST.tasks)
    assert differences(plan(tasks=texts), OLD) == ()


def test_own_steps_are_offered_under_their_own_version_and_never_gone():
    own = content.own_step(
        key="own-7", stage="foundation", title="Call the school", why="It asks.", tasks=["Call"],
        owner="Liaison", counting="days_after_start", number=3, evidence="It is noted.",
    )  # fmt: skip
    offer = Offer(own, "Lay the base", 4, is_own=True)
    (new,) = compare(plan(), [*offers_of(OLD), offer], guidance_version=OLD.version)
    assert (new.kind, new.mark) == (Kind.NEW, "own-7@4")
    assert differences([*plan(), kept(own, is_own=True)], OLD) == ()
