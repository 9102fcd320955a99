"""The plan and its steps: who gets in, forms that keep what was typed, earlier plans that stay readable."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from dialogues.choices import Phase
from dialogues.models import Dialogue
from planning import content
from planning.models import Plan, PlanStep
from tests.factories.planning import PlanFactory, started_plan

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
POSTS = ("step-ticks", "step-note", "step-finish", "step-skip", "step-reopen", "step-arrange")


@pytest.fixture
def plan(session):
    return started_plan(session.dialogue)


@pytest.fixture
def step(plan):
    return plan.steps.get(position=1)


def address(name, step):
    return reverse(f"planning:{name}", args=[step.pk])


def page_of(client, dialogue, **query):
    return client.get(reverse("planning:plan-show", args=[dialogue.pk]), query)


@pytest.mark.parametrize("name", ["plan-show", "next-steps-panel"])
def test_a_stranger_gets_404(plan, stranger, name):
    assert stranger.get(reverse(f"planning:{name}", args=[plan.dialogue_id])).status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_only_those_who_may_work_on_it(step, stranger, neutral, name):
    assert stranger.post(address(name, step)).status_code == 404
    response = neutral.post(address(name, step))
    assert response.status_code == 403
    assert "work on the plan" in response.content.decode()


def test_a_step_of_another_dialogue_is_no_way_in(plan, liaison):
    foreign = started_plan().steps.first()
    where = reverse("planning:step-show", args=[foreign.pk])
    assert liaison.get(where).status_code == 404


def test_who_may_only_read_sees_no_form(step, neutral):
    page = neutral.get(address("step-show", step)).content.decode()
    assert "Only the liaison and the design team work on the plan." in page
    assert 'name="task"' not in page


def test_before_the_start_the_page_says_what_it_asks(session, liaison):
    page = page_of(liaison, session.dialogue).content.decode()
    assert "Start the plan" in page
    assert content.guidance(session.dialogue.phase).steps[0].title in page


def test_starting_twice_leads_to_the_plan(session, liaison):
    where = reverse("planning:plan-start", args=[session.dialogue_id])
    pages = [liaison.post(where, follow=True).content.decode() for _ in range(2)]
    assert "The plan has begun." in pages[0]
    assert "This plan was started already." in pages[1]
    assert Plan.objects.count() == 1


def test_the_plan_shows_every_step(plan, neutral):
    page = page_of(neutral, plan.dialogue).content.decode()
    assert all(f"{step.position}. " in page for step in plan.steps.all())


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_costs_the_same_for_one_step_and_for_three(plan, liaison, count, django_assert_num_queries):
    plan.steps.filter(position__gt=count).delete()
    page_of(liaison, plan.dialogue)
    with django_assert_num_queries(14):  # two of them only mark where a change could be taken back
        page_of(liaison, plan.dialogue)


def test_another_phase_has_another_plan_and_the_old_one_stays_readable(plan, liaison):
    Dialogue.objects.update(phase=Phase.SUSTAINED)
    page = page_of(liaison, plan.dialogue)
    assert "preview" in page.context
    assert "?phase=pre_crisis" in page.content.decode()
    old = page_of(liaison, plan.dialogue, phase="pre_crisis").content.decode()
    assert "The dialogue is in another phase now: Sustained engagement." in old
    assert plan.steps.first().title in old


@pytest.mark.parametrize("phase", ["post_incident", "no_such_phase"])
def test_a_plan_that_was_never_started_is_404(plan, liaison, phase):
    assert page_of(liaison, plan.dialogue, phase=phase).status_code == 404


def test_a_step_says_what_rests_on_what(step, liaison):
    says_its_basis(liaison.get(address("step-show", step)), step)


def test_the_plan_says_it_of_the_step_that_comes_next(plan, liaison):
    response = page_of(liaison, plan.dialogue)
    says_its_basis(response, response.context["view"].current.step)


def says_its_basis(response, step):
    page = response.content.decode()
    labels = {tag.key: tag.label for tag in content.tags()}
    for part in step.basis:
        assert labels[part["tag"]] in page
        assert escape(part["covers"]) in page
        assert all(escape(source["url"]) in page for source in part["sources"])


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_tick_is_saved(step, liaison, headers):
    key = step.tasks.first().key
    response = liaison.post(address("step-ticks", step), {"task": [key]}, headers=headers, follow=True)
    assert step.tasks.get(key=key).done_at
    assert ("Saved" if headers else "Your ticks are saved.") in response.content.decode()


def test_done_with_evidence_and_ticks_of_the_same_form(step, liaison):
    key = step.tasks.first().key
    data = {"task": [key], "evidence": "Minutes of Tuesday"}
    page = liaison.post(address("step-finish", step), data, follow=True).content.decode()
    step.refresh_from_db()
    assert (step.status, step.tasks.filter(done_at__isnull=False).count()) == ("done", 1)
    assert f"“{step.title}” is done." in page


def test_too_long_evidence_comes_back_with_its_ticks(step, liaison):
    key = step.tasks.first().key
    response = liaison.post(address("step-finish", step), {"task": [key], "evidence": "e" * 2001})
    page = response.content.decode()
    assert "Use at most 2000 characters; this has 2001." in page
    assert [line.task.key for line in response.context["tasks"] if line.is_ticked] == [key]
    assert response.context["evidence_form"]["evidence"].value() == "e" * 2001


def test_skipping_needs_a_reason_and_can_be_undone(step, liaison):
    page = liaison.post(address("step-skip", step), {"reason": " "}).content.decode()
    assert "Write why this step is skipped." in page
    liaison.post(address("step-skip", step), {"reason": "Done last year"})
    page = liaison.get(address("step-show", step)).content.decode()
    assert "Done last year" in page
    assert 'name="task"' not in page
    liaison.post(address("step-reopen", step))
    step.refresh_from_db()
    assert step.status == "open"


def arrangement(client, step, **values):
    form = client.get(address("step-show", step)).context["arrange_form"]
    known = {name: value for name, value in form.initial.items() if value is not None}
    return client.post(address("step-arrange", step), known | values)


def test_giving_a_step_to_a_member_and_a_date(step, liaison):
    member = step.plan.dialogue.design_team.first()
    arrangement(liaison, step, member=member.pk, due_on="2027-01-04")
    step.refresh_from_db()
    assert (step.owner, step.owner_name, str(step.due_on)) == (member.user, member.name, "2027-01-04")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"member": "else"}, "Write the name or the office of the person."),
        ({"name": "City clerk"}, "Choose “Someone else” above to use this name, or clear it."),
        ({"due_on": "31/31/2027"}, "Write the date as month/day/year, such as 12/8/2026."),
        ({"due_on": "0027-01-04"}, "Check the year: it should have four digits."),
    ],
)
def test_what_cannot_be_arranged_is_told_beside_the_field(step, liaison, values, said):
    response = arrangement(liaison, step, **values)
    assert said in response.content.decode()
    assert PlanStep.objects.get(pk=step.pk).owner_name == ""


def test_what_a_colleague_arranged_meanwhile_stays(step, liaison):
    form = liaison.get(address("step-show", step)).context["arrange_form"]
    stale = {name: value for name, value in form.initial.items() if value is not None}
    arrangement(liaison, step, member="else", name="City clerk")
    liaison.post(address("step-arrange", step), stale | {"due_on": "2027-01-04"})
    step.refresh_from_db()
    assert (step.owner_name, str(step.due_on)) == ("City clerk", "2027-01-04")


def test_where_both_arranged_the_same_the_later_sees_the_other_first(step, liaison):
    form = liaison.get(address("step-show", step)).context["arrange_form"]
    stale = {name: value for name, value in form.initial.items() if value is not None}
    arrangement(liaison, step, member="else", name="City clerk")
    response = liaison.post(address("step-arrange", step), stale | {"member": "else", "name": "Chaplain"})
    said = response.content.decode()
    assert response.status_code == 409
    assert "City clerk" in said
    assert 'value="Chaplain"' in said
    assert PlanStep.objects.get(pk=step.pk).owner_name == "City clerk"
    again = response.context["arrange_form"].data
    liaison.post(
        address("step-arrange", step), {name: value for name, value in again.items() if value is not None}
    )
    assert PlanStep.objects.get(pk=step.pk).owner_name == "Chaplain"


def test_the_panel_of_the_overview(session, liaison):
    where = reverse("planning:next-steps-panel", args=[session.dialogue_id])
    assert "The plan has not begun." in liaison.get(where).content.decode()
    plan = PlanFactory(dialogue=session.dialogue)
    assert "Every step is settled." in liaison.get(where).content.decode()
    assert plan.steps.count() == 0


def test_a_note_of_what_was_done_stands_in_the_log(step, liaison):
    form = liaison.get(address("step-show", step)).context["note_form"]
    data = {"form_key": form["form_key"].value(), "text": "Called the council"}
    page = liaison.post(address("step-note", step), data, follow=True).content.decode()
    assert "It is written down with its time." in page
    assert "Called the council" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": ""}, "Write in a few words what was done."),
        ({"day": "2026-11-20"}, "Say at what time, as well as you know it."),
        ({"day": "2030-01-01", "clock": "10:00"}, "This time is still to come."),
        ({"day": "2026-03-08", "clock": "02:30"}, "This time does not exist"),
    ],
)
def test_a_note_that_cannot_be_kept_is_told_beside_the_field(step, liaison, typed, said):
    form = liaison.get(address("step-show", step)).context["note_form"]
    data = {"form_key": form["form_key"].value(), "text": "Called the council"} | typed
    response = liaison.post(address("step-note", step), data)
    assert said in response.content.decode()
    assert step.records.count() == 0


def test_several_steps_are_given_at_once(plan, liaison):
    where = reverse("planning:plan-assign", args=[plan.pk])
    assert (
        "Choose at least one step."
        in liaison.post(where, {"member": "else", "name": "Clerk"}).content.decode()
    )
    first, second = plan.steps.order_by("position")[:2]
    data = {"steps": [first.key, second.key], "member": "else", "name": "City clerk", "due_on": "2027-01-04"}
    page = liaison.post(where, data, follow=True).content.decode()
    assert "2 steps are arranged." in page
    assert plan.steps.filter(owner_name="City clerk", due_on="2027-01-04").count() == 2


def test_moved_dates_are_listed(plan, liaison):
    plan.steps.filter(position=1).update(was_due_on="2026-01-05")
    page = page_of(liaison, plan.dialogue).content.decode()
    assert "One date moved" in page
