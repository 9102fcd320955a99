import pytest
from django.utils import timezone

from dialogues.choices import Affiliation, Seat
from dialogues.summaries.design_team import DesignTeam
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db


def test_everyone_stands_on_exactly_one_side():
    dialogue = DialogueFactory()
    for affiliation in Affiliation:
        DesignTeamMemberFactory(dialogue=dialogue, affiliation=affiliation)
    team = DesignTeam.of(dialogue, UserFactory())
    listed = [[member.affiliation for member in side.members] for side in team.sides]
    assert listed == [
        ["community"],
        ["law_enforcement", "local_government"],
        ["facilitator", "convener", "observer"],
    ]


def test_those_who_left_are_apart():
    dialogue = DialogueFactory()
    gone = DesignTeamMemberFactory(dialogue=dialogue, left_at=timezone.now())
    team = DesignTeam.of(dialogue, gone.user)
    assert (team.left, team.mine, team.designers) == ((gone,), None, 0)


@pytest.mark.parametrize(
    ("seat", "may"), [(Seat.LIAISON, True), (Seat.DESIGNER, True), (Seat.FACILITATOR, False)]
)
def test_only_designing_seats_sign(seat, may):
    dialogue = DialogueFactory()
    person = seated(dialogue, seat)
    assert DesignTeam.of(dialogue, person).may_still_sign == may
    dialogue.design_team.update(signed_off_at=timezone.now())
    team = DesignTeam.of(dialogue, person)
    assert (team.may_still_sign, team.signed_off) == (False, int(may))
