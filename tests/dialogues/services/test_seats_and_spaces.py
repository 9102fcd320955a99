"""Nobody who runs the convening agency can be turned toward the community's or the neutral's space."""

import pytest

from accounts.roles import Role
from dialogues.choices import Affiliation, Seat
from dialogues.errors import IncidentElsewhere, SeatCrossesSpaces, SpaceNotForAgency
from dialogues.models import DesignTeamMember
from dialogues.services import design_team, dialogues
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, IncidentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison() -> DesignTeamMember:
    return DesignTeamMemberFactory(seat=Seat.LIAISON, affiliation=Affiliation.LAW_ENFORCEMENT)


@pytest.mark.parametrize("role", [Role.LIAISON, Role.ADMINISTRATOR, Role.RECORDS_OFFICER])
@pytest.mark.parametrize(
    ("affiliation", "seat"),
    [
        (Affiliation.COMMUNITY, Seat.DESIGNER),
        (Affiliation.FACILITATOR, Seat.FACILITATOR),
        (Affiliation.COMMUNITY, Seat.NEUTRAL),
    ],
)
def test_who_runs_the_agency_gets_no_such_seat(
    liaison: DesignTeamMember, role: Role, affiliation: str, seat: str
) -> None:
    colleague = MembershipFactory(agency=liaison.dialogue.agency, roles=[role]).user
    with pytest.raises(SpaceNotForAgency):
        design_team.add(
            by=liaison.user,
            dialogue=liaison.dialogue,
            name="Demo",
            affiliation=affiliation,
            seat=seat,
            user=colleague,
        )


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.NEUTRAL])
def test_a_seat_is_not_turned_toward_another_space(liaison: DesignTeamMember, seat: str) -> None:
    member = DesignTeamMemberFactory(
        dialogue=liaison.dialogue, seat=Seat.DESIGNER, affiliation=Affiliation.LAW_ENFORCEMENT
    )
    for affiliation, wanted in ((Affiliation.COMMUNITY, Seat.DESIGNER), (member.affiliation, seat)):
        with pytest.raises(SeatCrossesSpaces):
            design_team.change(
                by=liaison.user,
                member=member,
                name=member.name,
                organization="",
                affiliation=affiliation,
                seat=wanted,
            )


def test_linking_an_unseen_incident_is_refused() -> None:
    dialogue = DialogueFactory()
    planner = DesignTeamMemberFactory(
        dialogue=dialogue, seat=Seat.DESIGNER, affiliation=Affiliation.COMMUNITY
    ).user
    secret = IncidentFactory(agency=dialogue.agency)
    with pytest.raises(IncidentElsewhere):
        dialogues.change(by=planner, dialogue=dialogue, version=1, changes={"incident": secret})
