"""Each fact that the program sees of an incident holds once its rows are there, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices.incidents import TeamPart
from planning.evidence.incidents import facts_of_incident
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import FamilyTalkFactory, TeamMemberFactory
from tests.factories.readiness import ContactFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.now().replace(hour=0, minute=0)


@pytest.fixture
def incident():
    return IncidentFactory(known_at=timezone.now() - timedelta(days=10))


def name_contact(incident):
    incident.family_contacts.create(
        name="Demo Chaplain",
        is_outside_investigation=True,
        named_at=timezone.now(),
        named_by=incident.opened_by,
    )


def speak(incident, days_ago, category="youth"):
    organization = OrganizationFactory(agency=incident.agency, category=category)
    day = timezone.localdate() - timedelta(days=days_ago)
    return ContactFactory(organization=organization, spoke_on=day)


MAKES = {
    "lead_named": lambda incident: TeamMemberFactory(incident=incident, part=TeamPart.ENGAGEMENT_LEAD),
    "family_contact_named": name_contact,
    "family_told_lately": lambda incident: FamilyTalkFactory(incident=incident, talked_at=timezone.now()),
    "map_heard": lambda incident: speak(incident, 2),
}


@pytest.mark.parametrize("key", MAKES)
def test_a_fact_holds_once_its_rows_are_there(incident, key):
    assert facts_of_incident(incident, today=TODAY)[key] is False
    MAKES[key](incident)
    IncidentFactory()
    assert facts_of_incident(incident, today=TODAY)[key] is True


def test_the_rows_of_another_incident_show_nothing(incident):
    other = IncidentFactory(known_at=incident.known_at)
    for make in MAKES.values():
        make(other)
    assert set(facts_of_incident(incident, today=TODAY).values()) == {False}


def test_a_talk_before_it_happened_and_a_category_left_out_do_not_count(incident):
    speak(incident, 12)
    assert not facts_of_incident(incident, today=TODAY)["map_heard"]
    speak(incident, 1, category="elders")
    assert not facts_of_incident(incident, today=TODAY)["map_heard"]
    speak(incident, 1, category="youth")
    assert facts_of_incident(incident, today=TODAY)["map_heard"]


def test_a_family_not_contacted_for_a_week_is_to_be_called(incident):
    FamilyTalkFactory(incident=incident, talked_at=timezone.now() - timedelta(days=9))
    assert not facts_of_incident(incident, today=TODAY)["family_told_lately"]


def test_all_facts_cost_one_query(incident, django_assert_num_queries):
    with django_assert_num_queries(1):
        facts_of_incident(incident, today=TODAY)
