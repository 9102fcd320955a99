"""Who reads an incident's parts and who works on them: deliberately less than who knows that it exists."""

import pytest
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.models import Incident
from dialogues.permissions import may_read_incident, may_resume_reminders, may_work_on_incident
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import TeamMemberFactory, liaison_of, on_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def sights(user, incident):
    knows = Incident.objects.visible_to(user).filter(pk=incident.pk).exists()
    return knows, bool(may_read_incident(user, incident)), bool(may_work_on_incident(user, incident))


def test_liaisons_and_the_team_work_on_it(incident):
    assert sights(liaison_of(incident), incident) == (True, True, True)
    assert sights(on_team(incident), incident) == (True, True, True)


@pytest.mark.parametrize(
    ("role", "wanted"),
    [
        (Role.RECORDS_OFFICER, (True, True, False)),
        (Role.ADMINISTRATOR, (False, False, False)),
        (Role.FACILITATOR, (False, False, False)),
    ],
)
def test_other_roles_of_the_agency(incident, role, wanted):
    member = MembershipFactory(agency=incident.agency, roles=[role])
    assert sights(member.user, incident) == wanted


def test_a_seat_in_a_dialogue_about_it_only_tells_that_it_exists(incident):
    dialogue = DialogueFactory(agency=incident.agency, incident=incident)
    assert sights(seated(dialogue, Seat.DESIGNER), incident) == (True, False, False)


def test_who_left_the_team_or_is_on_another_sees_nothing(incident):
    user = MembershipFactory(agency=incident.agency, roles=[Role.FACILITATOR]).user
    TeamMemberFactory(incident=incident, user=user, left_at=timezone.now())
    assert sights(user, incident) == (False, False, False)
    assert sights(on_team(IncidentFactory(agency=incident.agency)), incident) == (False, False, False)


def test_liaisons_of_another_agency_see_nothing(incident):
    assert sights(MembershipFactory().user, incident) == (False, False, False)


def test_a_team_member_who_is_on_two_teams_finds_both_once(incident):
    user, other = on_team(incident), IncidentFactory(agency=incident.agency)
    TeamMemberFactory(incident=other, user=user)
    assert set(Incident.objects.worked_on_by(user)) == {incident, other}
    assert Incident.objects.visible_to(user).count() == 2


def test_reminders_of_a_dialogue_are_its_liaisons(incident):
    dialogue = DialogueFactory(agency=incident.agency)
    assert may_resume_reminders(seated(dialogue), dialogue)
    refused = may_resume_reminders(seated(dialogue, Seat.FACILITATOR), dialogue)
    assert str(refused.reason).startswith("Only the liaison decides")
