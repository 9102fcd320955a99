"""Taking over newer guidance at the page, and adding a step to one's plan."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from dialogues.choices import Seat
from planning import content
from planning.models import OwnStep, Plan
from planning.services import steps
from tests.factories.dialogues import seated
from tests.factories.guidance import days_after_start, new_step, next_version, publish
from tests.factories.planning import own_step_values, started_plan
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db
OLD = content.guidance("pre_crisis")
FIRST, SECOND = OLD.steps[:2]


@pytest.fixture
def plan(session):
    return started_plan(session.dialogue)


@pytest.fixture
def newer(plan, monkeypatch):
    change = {FIRST.key: {"title": "Other words"}}
    return publish(monkeypatch, next_version(OLD, change=change, drop=[SECOND.key], add=[new_step(OLD)]))


def address(plan, name="plan-adopt"):
    return reverse(f"planning:{name}", args=[plan.pk])


def plan_page(client, plan):
    return client.get(reverse("planning:plan-show", args=[plan.dialogue_id])).content.decode()


def sent(newer, *keys):
    shown = [f"{key}@{newer.version}" for key in ("demo_new", FIRST.key)]
    return {
        "version": newer.version,
        "shown": shown,
        "chosen": [mark for mark in shown if mark.split("@")[0] in keys],
    }


def typed(**values):
    return own_step_values() | {"where": "pre_crisis:foundation", "form_key": str(uuid.uuid4())} | values


def test_the_plan_says_quietly_that_there_is_a_newer_version(plan, liaison, newer):
    page = plan_page(liaison, plan)
    assert f"The guidance has a newer version ({newer.version})." in page
    assert address(plan) in page


def test_a_plan_that_is_up_to_date_says_nothing(plan, liaison):
    assert "newer version" not in plan_page(liaison, plan)
    page = liaison.get(address(plan)).content.decode()
    assert "Nothing is left to take over" in page
    assert '<button class="usa-button">' not in page


def test_everything_is_shown_and_chosen(plan, liaison, newer):
    page = liaison.get(address(plan)).content.decode()
    for words in (FIRST.title, "Other words", "Demo new step", SECOND.title):
        assert escape(words) in page
    assert page.count('name="chosen"') == page.count(" checked") == 2


def test_who_only_reads_sees_the_differences_and_no_button(plan, neutral, newer):
    page = neutral.get(address(plan)).content.decode()
    assert "Other words" in page
    assert "Only the liaison and the design team work on the plan." in page
    assert 'name="chosen"' not in page
    assert neutral.post(address(plan), sent(newer, FIRST.key)).status_code == 403


def test_strangers_do_not_learn_that_the_plan_exists(plan, stranger):
    assert stranger.get(address(plan)).status_code == 404
    assert stranger.get(address(plan, "plan-add-step")).status_code == 404


def test_taking_over_what_was_chosen(plan, liaison, newer):
    page = liaison.post(address(plan), sent(newer, FIRST.key), follow=True).content.decode()
    assert (
        f"up to date with version {newer.version} of the guidance. Steps added: 0. Steps changed: 1." in page
    )
    assert "Left out, and kept under “Compare with the guidance”: 1." in page
    assert f"No longer in the guidance since version {newer.version}." in page
    assert plan.steps.get(key=FIRST.key).title == "Other words"
    again = liaison.get(address(plan)).content.decode()
    assert "Left out before" in again
    assert page.count(" checked") == 0


def test_a_moved_day_says_that_the_guidance_moved_it(plan, liaison, monkeypatch):
    newer = publish(monkeypatch, next_version(OLD, change={FIRST.key: {"due": days_after_start(21)}}))
    liaison.post(address(plan), sent(newer, FIRST.key))
    assert "Moved with the guidance, from" in plan_page(liaison, plan)


def test_the_second_person_is_told_and_sees_what_is_left(plan, liaison, newer):
    for _ in range(2):
        response = liaison.post(address(plan), sent(newer, FIRST.key, "demo_new"))
    page = response.content.decode()
    assert "Nothing of this is left to take over: someone else was first." in page
    assert response.status_code == 200


def test_choosing_nothing_of_what_was_left_out_is_mended_here(plan, liaison, newer):
    liaison.post(address(plan), sent(newer))
    left_out = sent(newer)["shown"]
    page = liaison.post(address(plan), {"version": newer.version, "left_out": left_out}).content.decode()
    assert "Choose at least one step to take over." in page


@pytest.mark.parametrize("nonsense", [{}, {"shown": "x@y", "chosen": ["\0", "x" * 5000]}, {"version": "99"}])
def test_nonsense_takes_nothing_over(plan, liaison, newer, nonsense):
    assert liaison.post(address(plan), nonsense).status_code == 200
    assert Plan.objects.get(pk=plan.pk).content_version == str(OLD.version)


def test_a_step_that_went_says_so_on_its_page(plan, liaison, newer):
    liaison.post(address(plan), sent(newer))
    step = plan.steps.get(key=SECOND.key)
    page = liaison.get(reverse("planning:step-show", args=[step.pk])).content.decode()
    assert (
        f"No longer in the guidance since version {newer.version}. It stays here until you settle it." in page
    )
    assert "Mark this step as done" in page


def test_a_settled_step_says_why_it_stays(plan, liaison, newer):
    steps.mark_done(by=plan.started_by, step=plan.steps.get(key=FIRST.key))
    page = liaison.get(address(plan)).content.decode()
    assert "Stay as recorded" in page
    assert f'value="{FIRST.key}@{newer.version}"' not in page


def test_a_step_is_added_to_this_plan(plan, liaison):
    data = typed()
    for _ in range(2):
        page = liaison.post(address(plan, "plan-add-step"), data, follow=True).content.decode()
    assert "“Call the school” is in the plan." in page
    assert "Added to this plan" in page
    assert plan.steps.filter(is_own=True).count() == 1
    assert not OwnStep.objects.exists()
    assert "Added to this plan" in plan_page(liaison, plan)


def test_a_step_is_kept_for_future_plans(plan, liaison):
    page = liaison.post(address(plan, "plan-add-step"), typed(is_for_future="on"), follow=True)
    assert "Our agency" in page.content.decode()
    assert OwnStep.objects.get().agency == plan.agency


def test_the_design_team_has_no_such_choice(plan):
    client = signed_in(seated(plan.dialogue, Seat.DESIGNER))
    page = client.get(address(plan, "plan-add-step")).content.decode()
    assert 'name="is_for_future"' not in page
    assert "A liaison of the agency can write it for future plans as well." in page
    client.post(address(plan, "plan-add-step"), typed(is_for_future="on"))
    assert plan.steps.filter(is_own=True).exists()
    assert not OwnStep.objects.exists()


def test_a_mistake_keeps_what_was_typed(plan, liaison):
    page = liaison.post(address(plan, "plan-add-step"), typed(title="")).content.decode()
    assert "Write in a line what to do." in page
    assert "The school asks every time." in page


def test_a_tick_on_a_task_that_left_is_told(plan, liaison, newer):
    step = plan.steps.get(key=FIRST.key)
    data = {"task": [FIRST.tasks[0].key, "gone_task"]}
    page = liaison.post(reverse("planning:step-ticks", args=[step.pk]), data, follow=True).content.decode()
    assert "A task that you ticked is not in the plan any more" in page
    assert list(step.tasks.filter(done_at__isnull=False).values_list("key", flat=True)) == [
        FIRST.tasks[0].key
    ]
