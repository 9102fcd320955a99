"""An agency's own steps: who writes them, which plans take them, and one step more for a running plan."""

from uuid import uuid4

import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues.choices import Phase, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from planning import content
from planning.errors import AddedStepsFull, OwnStepRetired, OwnStepsFull
from planning.models import OwnStep
from planning.services import own_steps, plans
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.planning import OwnStepFactory, own_step_values, started_plan

pytestmark = pytest.mark.django_db
FOUNDATION = content.guidance("pre_crisis").in_stage("foundation")


def sentences():
    return [event.sentence for event in AuditEvent.objects.filter(kind__startswith="own_step").order_by("pk")]


def write(by, agency, **options):
    values = options.pop("values", own_step_values())
    place = {"phase": Phase.PRE_CRISIS, "stage": "foundation"}
    return own_steps.write(by=by, agency=agency, values=values, **place | options)


@pytest.fixture
def member():
    return MembershipFactory(roles=[Role.LIAISON])


@pytest.fixture
def own(member):
    return OwnStepFactory(agency=member.agency)


def test_each_verb_leaves_one_event(member):
    by = member.user
    row = write(by, member.agency)
    own_steps.change(by=by, own=row, version=1, changes={"title": "Call both schools"})
    for verb in (own_steps.retire, own_steps.retire, own_steps.put_back, own_steps.put_back):
        verb(by=by, own=row)
    name = by.full_name
    assert sentences() == [
        f"{name} wrote the agency’s own step “Call the school”",
        f"{name} changed the agency’s own step “Call both schools”",
        f"{name} took the agency’s own step “Call both schools” out of new plans",
        f"{name} put the agency’s own step “Call both schools” back into new plans",
    ]


def test_the_same_form_writes_once(member):
    key = uuid4()
    rows = [write(member.user, member.agency, form_key=key) for _ in range(2)]
    assert rows[0] == rows[1]
    assert OwnStep.objects.count() == 1


@pytest.mark.parametrize(
    "role", [Role.ADMINISTRATOR, Role.RECORDS_OFFICER, Role.FACILITATOR, Role.CO_PLANNER]
)
def test_only_liaisons_write(own, role):
    by = MembershipFactory(agency=own.agency, roles=[role]).user
    with pytest.raises(NotAllowed):
        write(by, own.agency)
    for verb in (own_steps.retire, own_steps.put_back):
        with pytest.raises(NotAllowed):
            verb(by=by, own=own)
    with pytest.raises(NotAllowed):
        own_steps.change(by=by, own=own, version=1, changes={"title": "Mine"})


def test_of_two_changes_the_second_is_told(member, own):
    own_steps.change(by=member.user, own=own, version=1, changes={"title": "First"})
    with pytest.raises(ChangedMeanwhile):
        own_steps.change(by=member.user, own=own, version=1, changes={"title": "Second"})
    own_steps.change(by=member.user, own=own, version=1, changes={"title": "First"})  # the same again
    assert OwnStep.objects.get().title == "First"


def test_a_retired_step_is_put_back_before_it_is_changed(member, own):
    own_steps.retire(by=member.user, own=own)
    with pytest.raises(OwnStepRetired):
        own_steps.change(by=member.user, own=own, version=1, changes={"title": "Late"})


def test_new_plans_have_room_for_sixty(member, monkeypatch):
    monkeypatch.setattr(own_steps, "MOST", 1)
    retired = OwnStepFactory(agency=member.agency)
    own_steps.retire(by=member.user, own=retired)
    write(member.user, member.agency)
    with pytest.raises(OwnStepsFull):
        write(member.user, member.agency)
    with pytest.raises(OwnStepsFull):
        own_steps.put_back(by=member.user, own=retired)


def test_a_new_plan_takes_those_in_use_at_the_end_of_their_stage():
    dialogue = DialogueFactory()
    own = OwnStepFactory(agency=dialogue.agency)
    retired = OwnStepFactory(agency=dialogue.agency)
    by = seated(dialogue)
    own_steps.retire(by=by, own=retired)
    plan = started_plan(dialogue, by)
    row = plan.steps.get(is_own=True)
    assert (row.key, row.position, row.stage) == (own.key, len(FOUNDATION) + 1, "Lay the base")
    assert [task.text for task in row.tasks.all()] == ["Call the school", "Write it down"]
    assert row.due_on is not None


def test_playbooks_and_readiness_take_them_as_well(member):
    agency = member.agency
    ready = OwnStepFactory(agency=agency)
    after = OwnStepFactory(agency=agency, phase=Phase.POST_INCIDENT, stage="first_day")
    playbook = plans.start_playbook(by=member.user, incident=IncidentFactory(agency=agency))
    readiness = plans.start_readiness(by=member.user, agency=agency)
    assert playbook.steps.get(is_own=True).key == after.key
    assert readiness.steps.get(is_own=True).key == ready.key


def test_a_stage_that_the_guidance_has_no_longer_becomes_the_last_one():
    dialogue = DialogueFactory()
    OwnStepFactory(agency=dialogue.agency, stage="long_ago")
    row = started_plan(dialogue).steps.get(is_own=True)
    assert row.stage == content.guidance("pre_crisis").stages[-1].title


def test_a_step_for_this_plan_alone():
    plan, key = started_plan(), uuid4()
    rows = [
        own_steps.add_to_plan(
            by=plan.started_by, plan=plan, stage="foundation", values=own_step_values(), form_key=key
        )
        for _ in range(2)
    ]
    row = plan.steps.get(is_own=True)
    assert rows == [row, row]
    assert (row.position, row.basis[0]["tag"]) == (len(FOUNDATION) + 1, "P")
    assert AuditEvent.objects.get(kind="step_added").sentence.endswith(
        "added the step “Call the school” to the plan"
    )
    assert not OwnStep.objects.exists()


def test_a_step_for_this_plan_and_future_ones():
    plan = started_plan()
    row = own_steps.add_to_plan(
        by=plan.started_by, plan=plan, stage="foundation", values=own_step_values(), is_for_future=True
    )
    assert (row.key, row.basis[0]["tag"]) == (OwnStep.objects.get().key, "A")


def test_the_design_team_adds_to_the_plan_but_not_to_the_agency():
    plan = started_plan()
    by = seated(plan.dialogue, Seat.DESIGNER)
    own_steps.add_to_plan(by=by, plan=plan, stage="foundation", values=own_step_values())
    with pytest.raises(NotAllowed):
        own_steps.add_to_plan(
            by=by, plan=plan, stage="foundation", values=own_step_values(), is_for_future=True
        )
    with pytest.raises(NotAllowed):
        own_steps.add_to_plan(
            by=seated(plan.dialogue, Seat.NEUTRAL), plan=plan, stage="foundation", values=own_step_values()
        )


def test_a_closed_dialogue_takes_no_step():
    plan = started_plan()
    plan.dialogue.status = "closed"
    with pytest.raises(DialogueClosed):
        own_steps.add_to_plan(by=plan.started_by, plan=plan, stage="foundation", values=own_step_values())


def test_a_full_plan_takes_no_more(monkeypatch):
    plan = started_plan()
    by = seated(plan.dialogue)
    monkeypatch.setattr(own_steps, "MOST_IN_PLAN", 1)
    own_steps.add_to_plan(by=by, plan=plan, stage="foundation", values=own_step_values())
    with pytest.raises(AddedStepsFull):
        own_steps.add_to_plan(by=by, plan=plan, stage="foundation", values=own_step_values())
