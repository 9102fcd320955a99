import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.roles import Role
from dialogues import permissions
from dialogues.choices import Affiliation, Seat
from records.choices import Space
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db

# Right by right, who holds it: liaison, designer, facilitator, neutral.
EXPECTED = {
    "change": (True, True, False, False),
    "close": (True, False, False, False),
    "seat": (True, False, False, False),
    "sign_off": (True, True, False, False),
    "schedule": (True, False, False, False),
    "plan": (True, True, False, False),
    "agenda": (True, True, True, False),
    "participants": (True, False, True, False),
    "invite": (True, False, False, False),
    "attendance": (True, False, True, False),
    "note": (True, True, True, True),
    "commit": (True, True, True, False),
    "report": (True, True, False, False),
    "publish": (True, False, False, False),
    "gate": (True, True, True, True),
    "go_ahead": (True, False, False, False),
    "instead": (True, True, False, False),
    "declare_for": (True, False, False, False),
    "ties": (True, False, False, True),
    "charter": (True, True, False, False),
}
SPACES = [
    (Seat.LIAISON, Affiliation.LAW_ENFORCEMENT, {Space.JOINT, Space.AGENCY}),
    (Seat.LIAISON, Affiliation.COMMUNITY, {Space.JOINT, Space.AGENCY}),
    (Seat.DESIGNER, Affiliation.COMMUNITY, {Space.JOINT, Space.COMMUNITY}),
    (Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT, {Space.JOINT, Space.AGENCY}),
    (Seat.DESIGNER, Affiliation.LOCAL_GOVERNMENT, {Space.JOINT, Space.AGENCY}),
    (Seat.FACILITATOR, Affiliation.FACILITATOR, {Space.JOINT, Space.NEUTRAL}),
    (Seat.NEUTRAL, Affiliation.COMMUNITY, {Space.JOINT, Space.NEUTRAL}),
    (Seat.FACILITATOR, Affiliation.LAW_ENFORCEMENT, {Space.JOINT, Space.NEUTRAL}),
]


def test_every_right_is_expected_here():
    assert set(EXPECTED) <= set(permissions.RIGHTS)


@pytest.mark.parametrize("position", range(4), ids=["liaison", "designer", "facilitator", "neutral"])
def test_rights_follow_from_the_seat(position):
    seat = (Seat.LIAISON, Seat.DESIGNER, Seat.FACILITATOR, Seat.NEUTRAL)[position]
    dialogue = DialogueFactory()
    held = permissions.rights_of(seated(dialogue, seat), dialogue)
    assert {right: bool(held[right]) for right in EXPECTED} == {
        right: seats[position] for right, seats in EXPECTED.items()
    }


@pytest.mark.parametrize("right", EXPECTED)
def test_each_no_has_its_reason(right):
    dialogue = DialogueFactory()
    answer = permissions.may(right, UserFactory(), dialogue)
    with pytest.raises(NotAllowed, match="Only "):
        answer.require()


@pytest.mark.parametrize(("seat", "affiliation", "spaces"), SPACES)
def test_spaces_follow_from_seat_and_side(seat, affiliation, spaces):
    dialogue = DialogueFactory()
    person = seated(dialogue, seat, affiliation)
    assert permissions.spaces_read_by(person, dialogue) == spaces
    assert permissions.spaces_written_by(person, dialogue) == spaces


def test_records_officers_read_joint_and_agency_and_write_nothing():
    dialogue = DialogueFactory()
    officer = MembershipFactory(agency=dialogue.agency, roles=[Role.RECORDS_OFFICER]).user
    assert permissions.spaces_read_by(officer, dialogue) == {Space.JOINT, Space.AGENCY}
    assert permissions.spaces_written_by(officer, dialogue) == frozenset()
    assert not any(permissions.rights_of(officer, dialogue).values())


def test_a_seat_of_ones_own_goes_before_keeping_records():
    dialogue = DialogueFactory()
    officer = MembershipFactory(agency=dialogue.agency, roles=[Role.RECORDS_OFFICER]).user
    seated(dialogue, Seat.NEUTRAL, user=officer)
    assert permissions.spaces_read_by(officer, dialogue) == {Space.JOINT, Space.NEUTRAL}


def test_a_seat_in_one_dialogue_gives_nothing_in_another():
    dialogue = DialogueFactory()
    other = DialogueFactory(agency=dialogue.agency)
    person = seated(dialogue)
    assert not any(permissions.rights_of(person, other).values())
    assert permissions.spaces_read_by(person, other) == frozenset()


def test_those_who_left_hold_nothing():
    member = DesignTeamMemberFactory(seat=Seat.LIAISON, left_at=timezone.now())
    assert not any(permissions.rights_of(member.user, member.dialogue).values())


def test_everyone_may_leave_and_the_liaison_may_record_it():
    member = DesignTeamMemberFactory()
    assert permissions.may_leave(member.user, member)
    assert permissions.may_leave(seated(member.dialogue), member)
    assert not permissions.may_leave(seated(member.dialogue, Seat.DESIGNER), member)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.ADMINISTRATOR, True),
        (Role.RECORDS_OFFICER, True),
        (Role.LIAISON, False),
        (Role.CO_PLANNER, False),
    ],
)
def test_who_may_list_the_dialogues_of_an_agency(role, sees):
    member = MembershipFactory(roles=[role])
    assert bool(permissions.may_list_dialogues(member.user, member.agency)) == sees
    assert not permissions.may_list_dialogues(member.user, DialogueFactory().agency)


def test_only_records_officers_read_without_a_seat():
    officer, admin = (MembershipFactory(roles=[r]) for r in (Role.RECORDS_OFFICER, Role.ADMINISTRATOR))
    assert permissions.may_read_records(officer.user, officer.agency)
    assert not permissions.may_read_records(admin.user, admin.agency)
    assert permissions.may_seat_in_agency(admin.user, admin.agency)
    assert not permissions.may_seat_in_agency(officer.user, officer.agency)
