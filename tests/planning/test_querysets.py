import pytest
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Phase
from planning.models import AgendaBlock, OwnFormat, Plan, PlanStep
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.planning import (
    AgendaBlockFactory,
    PlanFactory,
    PlanStepFactory,
    kept_format,
    started_agenda,
)

pytestmark = pytest.mark.django_db


def test_steps_to_do_by_a_day():
    today = timezone.localdate()
    due = PlanStepFactory(due_on=today)
    PlanStepFactory(due_on=None)
    done = {"status": "done", "settled_at": timezone.now(), "settled_by": UserFactory()}
    PlanStepFactory(due_on=today, **done)
    assert list(PlanStep.objects.due_by(today)) == [due]


def test_steps_for_a_person_are_theirs_and_those_of_nobody_with_an_account():
    me, plan = UserFactory(), PlanFactory()
    mine, free = PlanStepFactory(owner=me), PlanStepFactory(owner_name="City clerk")
    PlanStepFactory(plan=plan, owner=seated(plan.dialogue))
    assert set(PlanStep.objects.for_person(me)) == {mine, free}


@pytest.mark.parametrize("roles", [[Role.LIAISON], [Role.FACILITATOR], []])
def test_a_step_whose_owner_does_not_see_the_plan_comes_back_to_the_others(roles):
    incident = IncidentFactory()
    owner = MembershipFactory(agency=incident.agency, roles=roles).user if roles else UserFactory()
    step = PlanStepFactory(
        plan=PlanFactory(incident=incident, agency=incident.agency, dialogue=None, phase="post_incident"),
        owner=owner,
    )
    is_seen = Plan.objects.visible_to(owner).exists()
    assert is_seen == (Role.LIAISON in roles)
    assert PlanStep.objects.for_person(UserFactory()).filter(pk=step.pk).exists() is not is_seen


def test_steps_of_the_phase_that_the_dialogue_is_in():
    dialogue = DialogueFactory(phase=Phase.SUSTAINED)
    now = PlanStepFactory(plan=PlanFactory(dialogue=dialogue))
    PlanStepFactory(plan=PlanFactory(dialogue=dialogue, phase=Phase.PRE_CRISIS))
    assert list(PlanStep.objects.of_current_phase()) == [now]


def test_items_kept_and_removed():
    kept = AgendaBlockFactory()
    removed = AgendaBlockFactory(agenda=kept.agenda, removed_at=timezone.now())
    assert (list(AgendaBlock.objects.kept()), list(AgendaBlock.objects.removed())) == ([kept], [removed])


def test_kept_formats_stay_within_the_agency_and_personal_ones_with_one_person():
    agenda = started_agenda(format_key="town_hall")
    by = seated(agenda.session.dialogue)
    ours, mine = kept_format(agenda, by), kept_format(agenda, by, level="personal")
    colleague = MembershipFactory(agency=ours.agency, roles=[Role.RECORDS_OFFICER]).user
    outside = MembershipFactory(roles=[Role.LIAISON]).user
    seen = {user: set(OwnFormat.objects.visible_to(user)) for user in (by, colleague, outside)}
    assert seen == {by: {ours, mine}, colleague: {ours}, outside: set()}
    by.memberships.all().delete()
    assert not OwnFormat.objects.visible_to(by).exists()


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({"phase": Phase.SUSTAINED, "size": 8, "minutes": 90}, True),
        ({"phase": Phase.PRE_CRISIS}, False),
        ({"size": 7}, False),
        ({"size": 31}, False),
        ({"minutes": 89}, False),
        ({}, True),
    ],
)
def test_kept_formats_fit_by_phase_size_and_time(asked, fits):
    agenda = started_agenda(format_key="town_hall")
    kept_format(agenda, seated(agenda.session.dialogue))
    assert OwnFormat.objects.fitting(**asked).exists() is fits


@pytest.mark.parametrize(
    ("words", "is_found"), [("EVENING demo", True), ("evening zebra", False), ("%", False), ("", True)]
)
def test_kept_formats_are_found_by_every_word(words, is_found):
    agenda = started_agenda(format_key="town_hall")
    kept_format(agenda, seated(agenda.session.dialogue))
    assert OwnFormat.objects.with_words(words).exists() is is_found
