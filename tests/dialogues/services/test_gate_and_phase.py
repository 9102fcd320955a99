"""What makes invitations wait, the phase after an incident and the incident itself, is not switched away in passing."""

import pytest

from accounts.errors import NotAllowed
from dialogues.choices import Affiliation, Phase, Seat
from dialogues.errors import NotReadyToMeet
from dialogues.services import dialogues, gate, invitations
from dialogues.summaries.gate import GatePage, GateStanding
from records.models import AuditEvent
from tests.factories.dialogues import IncidentFactory, SessionFactory, seated
from tests.factories.gate import AfterIncidentFactory, GateDecisionFactory, settled
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def about_incident(**values):
    dialogue = AfterIncidentFactory(**values)
    dialogue.incident = IncidentFactory(agency=dialogue.agency)
    dialogue.save()
    return dialogue


def change(by, dialogue, **changes):
    dialogue.refresh_from_db()
    return dialogues.change(by=by, dialogue=dialogue, version=dialogue.version, changes=changes)


@pytest.mark.parametrize("phase", Phase)
def test_a_dialogue_about_an_incident_waits_in_every_phase(phase):
    dialogue = about_incident(phase=phase)
    liaison, person = seated(dialogue), ParticipantFactory(dialogue=dialogue)
    assert GatePage.of(dialogue).is_held_back
    with pytest.raises(NotReadyToMeet):
        invitations.invite(by=liaison, session=SessionFactory(dialogue=dialogue), participants=[person.pk])


def test_settled_for_the_incident_it_is_ready_in_every_phase():
    dialogue, _liaison = settled(about_incident())
    dialogue.phase = Phase.SUSTAINED
    assert GateStanding.of(dialogue).verdict.outcome == "ready"


@pytest.mark.parametrize("changes", [{"phase": Phase.SUSTAINED}, {"incident": None}])
@pytest.mark.parametrize("side", [Affiliation.COMMUNITY, Affiliation.LAW_ENFORCEMENT])
def test_only_the_liaison_takes_phase_or_incident_away(changes, side):
    dialogue = about_incident()
    with pytest.raises(NotAllowed, match="Only the liaison takes a dialogue out of the phase"):
        change(seated(dialogue, Seat.DESIGNER, side), dialogue, **changes)
    dialogue.refresh_from_db()
    assert (dialogue.phase, dialogue.incident is not None) == (Phase.POST_INCIDENT, True)
    change(seated(dialogue), dialogue, **changes)


def test_another_incident_is_the_liaisons_choice_too():
    dialogue = about_incident()
    other, designer = AfterIncidentFactory(agency=dialogue.agency), seated(dialogue, Seat.DESIGNER)
    other.incident = IncidentFactory(agency=dialogue.agency)
    other.save()
    seated(other, Seat.DESIGNER, user=designer)
    with pytest.raises(NotAllowed):
        change(designer, dialogue, incident=other.incident)


def test_designers_go_the_other_way_and_change_the_rest():
    dialogue = AfterIncidentFactory(phase=Phase.SUSTAINED)
    designer = seated(dialogue, Seat.DESIGNER)
    change(designer, dialogue, phase=Phase.POST_INCIDENT)
    assert change(designer, dialogue, title="Demo title").title == "Demo title"


@pytest.mark.parametrize("changes", [{"phase": Phase.SUSTAINED}, {"incident": None}])
def test_a_decision_to_go_ahead_ends_with_the_phase_or_the_incident(changes):
    dialogue = about_incident()
    liaison, decision = seated(dialogue), GateDecisionFactory(dialogue=dialogue)
    change(liaison, dialogue, title="Demo title")
    decision.refresh_from_db()
    assert decision.ended_at is None
    change(liaison, dialogue, **changes)
    decision.refresh_from_db()
    assert decision.ended_by == liaison
    event = AuditEvent.objects.get(kind="go_ahead_outdated")
    assert event.sentence.endswith(f"because {liaison.full_name} changed the phase or the incident")


def test_there_and_back_again_leaves_nothing_decided():
    dialogue, liaison = settled(but=("safety",))
    gate.go_ahead(by=liaison, dialogue=dialogue, reason="Demo reason", seen=["safety"])
    change(liaison, dialogue, phase=Phase.SUSTAINED)
    change(liaison, dialogue, phase=Phase.POST_INCIDENT)
    dialogue.refresh_from_db()
    assert GateStanding.of(dialogue).verdict.outcome == "not_yet"
