"""A step is found done when all its facts hold, or when its twin was done."""

import pytest
from django.utils import timezone

from dialogues.choices import Phase
from planning.evidence.sight import Sight
from planning.services import steps
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.planning import PlanFactory, PlanStepFactory, started_plan


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"place_named": True, "agenda_whole": True}, True),
        ({"place_named": True, "agenda_whole": False}, False),
        ({"place_named": True}, False),  # nobody looked the other one up
        ({}, False),
    ],
)
def test_all_facts_together_show_it(facts, found):
    step = PlanStepFactory.build(found_by=["place_named", "agenda_whole"], plan=None)
    sight = Sight(facts=facts)
    assert sight.finds(step) is found
    assert [look.holds for look in sight.looks(step)] == [facts[key] for key in step.found_by if key in facts]


def test_a_step_without_facts_is_found_by_nothing():
    step = PlanStepFactory.build(plan=None)
    assert (Sight(facts={"place_named": True}).finds(step), Sight().looks(step)) == (False, ())


@pytest.mark.django_db
def test_done_in_the_playbook_is_found_in_the_dialogue_and_the_other_way_round():
    incident = IncidentFactory()
    dialogue = DialogueFactory(agency=incident.agency, incident=incident, phase=Phase.POST_INCIDENT)
    liaison = seated(dialogue)
    walked = started_plan(dialogue, liaison)
    playbook = PlanFactory(
        dialogue=None, agency=incident.agency, incident=incident, phase=Phase.POST_INCIDENT
    )
    step, twin = walked.steps.get(key="ready"), PlanStepFactory(plan=playbook, key="ready")
    steps.mark_done(by=liaison, step=twin)
    assert Sight.of(walked, today=timezone.localdate()).finds(step)
    assert "playbook of the incident" in Sight.of(walked, today=timezone.localdate()).looks(step)[0].words
    steps.reopen(by=liaison, step=twin)
    steps.mark_done(by=liaison, step=step)
    assert Sight.of(playbook, today=timezone.localdate()).finds(twin)
