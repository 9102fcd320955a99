import pytest
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.models import Incident
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.LIAISON, True),
        (Role.RECORDS_OFFICER, True),
        (Role.ADMINISTRATOR, False),
        (Role.FACILITATOR, False),
        (Role.CO_PLANNER, False),
    ],
)
def test_visible_by_role_in_the_agency(role, sees):
    incident = IncidentFactory()
    member = MembershipFactory(agency=incident.agency, roles=[role])
    assert Incident.objects.visible_to(member.user).exists() == sees
    assert not Incident.objects.visible_to(MembershipFactory(roles=[role]).user).exists()


def test_visible_with_a_seat_until_one_leaves():
    incident = IncidentFactory()
    dialogue = DialogueFactory(agency=incident.agency, incident=incident)
    person = seated(dialogue, Seat.NEUTRAL)
    assert Incident.objects.visible_to(person).get() == incident
    dialogue.design_team.update(left_at=timezone.now())
    assert not Incident.objects.visible_to(person).exists()
    assert not Incident.objects.visible_to(UserFactory()).exists()
