"""Each fact that the program sees of a dialogue holds when its rows are there, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Affiliation, Phase, Seat
from dialogues.content import gate
from dialogues.models import GateAnswer
from planning.evidence.dialogues import facts_of_dialogue
from planning.evidence.facts import SENTENCES, Look
from tests.factories.commitments import CommitmentFactory, FollowUpFactory
from tests.factories.dialogues import (
    DesignTeamMemberFactory,
    DialogueFactory,
    HeldSessionFactory,
    IncidentFactory,
    SessionFactory,
)
from tests.factories.gate import GateAnswerFactory
from tests.factories.notes import NoteFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory
from tests.factories.planning import AgendaBlockFactory, AgendaFactory
from tests.factories.surveys import SurveyResponseFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.now().replace(hour=0, minute=0)
POLICE, COMMUNITY = Affiliation.LAW_ENFORCEMENT, Affiliation.COMMUNITY


def seat_both(dialogue, **values):
    for side in (POLICE, COMMUNITY):
        DesignTeamMemberFactory(dialogue=dialogue, affiliation=side, **values)


def write_purpose(dialogue):
    dialogue.goals = dialogue.may_change = dialogue.off_limits = "Demo words"
    dialogue.save()


def build_agenda(dialogue):
    agenda = AgendaFactory(session=SessionFactory(dialogue=dialogue, minutes=60))
    for minutes in (20, 40):
        AgendaBlockFactory(agenda=agenda, minutes=minutes, lead="Facilitator")


def invite_both(dialogue):
    session = SessionFactory(dialogue=dialogue)
    for side in (POLICE, COMMUNITY):
        person = ParticipantFactory(dialogue=dialogue, affiliation=side)
        InvitationFactory(session=session, participant=person)


def held(dialogue):
    return HeldSessionFactory(dialogue=dialogue)


def count_people(dialogue):
    held(dialogue).attendance.create(way="count", affiliation=COMMUNITY, count=8, recorded_at=timezone.now())


def promise(dialogue):
    return CommitmentFactory(dialogue=dialogue, session=held(dialogue))


def date_the_year(dialogue):
    for month in range(1, 5):
        SessionFactory(dialogue=dialogue, starts_at=timezone.now() + timedelta(days=30 * month))


MAKES = {
    "both_sides_seated": seat_both,
    "design_signed_off": lambda dialogue: seat_both(dialogue, signed_off_at=timezone.now()),
    "purpose_written": write_purpose,
    "agenda_whole": build_agenda,
    "place_named": lambda dialogue: SessionFactory(dialogue=dialogue, venue="Demo Hall"),
    "both_sides_invited": invite_both,
    "session_held": held,
    "attendance_recorded": count_people,
    "themes_noted": lambda dialogue: NoteFactory(dialogue=dialogue, session=held(dialogue)),
    "survey_answered": lambda dialogue: SurveyResponseFactory(session=held(dialogue)),
    "next_date_set": lambda dialogue: SessionFactory(dialogue=dialogue),
    "commitment_recorded": promise,
    "reports_current": promise,
    "year_dated": date_the_year,
}


@pytest.fixture
def dialogue():
    return DialogueFactory()


def facts(dialogue):
    return facts_of_dialogue(today=TODAY, pk=dialogue.pk)


@pytest.mark.parametrize("key", MAKES)
def test_a_fact_holds_once_its_rows_are_there(dialogue, key):
    assert facts(dialogue)[key] is False
    MAKES[key](dialogue)
    DialogueFactory()
    assert facts(dialogue)[key] is True


def test_facts_of_another_dialogue_show_nothing(dialogue):
    other = DialogueFactory()
    for make in MAKES.values():
        make(other)
    assert set(facts(dialogue).values()) == {False}


def test_one_seat_that_has_not_signed_keeps_the_design_open(dialogue):
    seat_both(dialogue, signed_off_at=timezone.now())
    DesignTeamMemberFactory(dialogue=dialogue, affiliation=POLICE, seat=Seat.LIAISON)
    assert not facts(dialogue)["design_signed_off"]


@pytest.mark.parametrize(("minutes", "lead"), [(50, "Facilitator"), (60, "")])
def test_an_agenda_with_a_gap_is_not_whole(dialogue, minutes, lead):
    agenda = AgendaFactory(session=SessionFactory(dialogue=dialogue, minutes=60))
    AgendaBlockFactory(agenda=agenda, minutes=minutes, lead=lead)
    assert not facts(dialogue)["agenda_whole"]


def test_a_late_report_is_seen(dialogue):
    FollowUpFactory(commitment=promise(dialogue), due_on=timezone.localdate() - timedelta(days=2))
    assert not facts(dialogue)["reports_current"]


def test_all_facts_cost_one_query(dialogue, django_assert_num_queries):
    with django_assert_num_queries(1):
        facts_of_dialogue(today=TODAY, pk=dialogue.pk)


@pytest.mark.parametrize("key", SENTENCES)
def test_every_fact_says_what_holds_and_what_would_make_it_hold(key):
    holds, missing = Look.at(key, holds=True).words, Look.at(key, holds=False).words
    assert holds.endswith(".")
    assert missing.endswith(".")
    assert holds != missing


def test_of_several_dialogues_the_newest_counts(dialogue):
    DialogueFactory(agency=dialogue.agency, goals="x", may_change="x", off_limits="x")
    assert facts_of_dialogue(today=TODAY, agency=dialogue.agency)["purpose_written"]
    DialogueFactory(agency=dialogue.agency)
    assert not facts_of_dialogue(today=TODAY, agency=dialogue.agency)["purpose_written"]
    assert facts_of_dialogue(today=TODAY, pk=-1) == {}


@pytest.mark.parametrize("phase", Phase.values)
def test_an_incident_asks_its_checks_in_every_phase(phase):
    dialogue = DialogueFactory(phase=phase, incident=IncidentFactory())
    assert facts_of_dialogue(today=TODAY, pk=dialogue.pk)["gate_settled"] is False
    for check in gate.checks_of(Phase.POST_INCIDENT):
        if check.is_answered_by_people:
            GateAnswerFactory(dialogue=dialogue, check_key=check.key)
    assert facts_of_dialogue(today=TODAY, pk=dialogue.pk)["gate_settled"] is True
    GateAnswer.objects.filter(dialogue=dialogue, check_key="safety").delete()
    assert facts_of_dialogue(today=TODAY, pk=dialogue.pk)["gate_settled"] is False
