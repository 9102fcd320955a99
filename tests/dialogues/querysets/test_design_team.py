import pytest
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import DesignTeamMember
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, seated

pytestmark = pytest.mark.django_db


def test_current_leaves_out_those_who_left():
    member = DesignTeamMemberFactory()
    DesignTeamMemberFactory(left_at=timezone.now())
    assert DesignTeamMember.objects.current().get() == member


def test_liaisons_are_those_with_that_seat():
    liaison = DesignTeamMemberFactory(seat=Seat.LIAISON)
    DesignTeamMemberFactory()
    assert DesignTeamMember.objects.liaisons().get() == liaison


def test_visible_to_everyone_with_a_seat_in_the_same_dialogue():
    member = DesignTeamMemberFactory()
    DesignTeamMemberFactory()
    other = seated(member.dialogue, Seat.NEUTRAL)
    assert set(DesignTeamMember.objects.visible_to(other)) == set(member.dialogue.design_team.all())
    assert not DesignTeamMember.objects.visible_to(UserFactory()).exists()
