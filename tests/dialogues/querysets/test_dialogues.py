import pytest
from django.utils import timezone

from accounts.roles import Role
from dialogues.choices import Seat
from dialogues.models import Dialogue
from tests.factories.accounts import (
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seat", list(Seat))
def test_every_seat_sees_its_dialogue_and_no_other(seat):
    dialogue = DialogueFactory()
    other = DialogueFactory(agency=dialogue.agency)
    person = seated(dialogue, seat)
    assert set(Dialogue.objects.visible_to(person)) == {dialogue}
    assert set(Dialogue.objects.seated(person)) == {dialogue}
    assert other not in Dialogue.objects.visible_to(person)


def test_leaving_ends_sight():
    dialogue = DialogueFactory()
    person = seated(dialogue, Seat.DESIGNER)
    dialogue.design_team.update(left_at=timezone.now())
    assert not Dialogue.objects.visible_to(person).exists()
    assert not Dialogue.objects.seated(person).exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.RECORDS_OFFICER])
def test_working_for_the_agency_gives_no_sight(role):
    dialogue = DialogueFactory()
    member = MembershipFactory(agency=dialogue.agency, roles=[role])
    assert not Dialogue.objects.visible_to(member.user).exists()


def test_records_officers_see_those_of_their_agency():
    dialogue = DialogueFactory()
    DialogueFactory()
    member = MembershipFactory(agency=dialogue.agency, roles=[Role.RECORDS_OFFICER])
    assert Dialogue.objects.visible_to(member.user).get() == dialogue


def test_administrators_manage_those_of_their_agency():
    dialogue = DialogueFactory()
    DialogueFactory()
    member = MembershipFactory(agency=dialogue.agency, roles=[Role.ADMINISTRATOR])
    assert Dialogue.objects.of_agencies_managed_by(member.user).get() == dialogue
    assert not Dialogue.objects.of_agencies_managed_by(seated(dialogue)).exists()


def test_reviewers_watch_what_their_organization_watches_and_see_nothing_else():
    dialogue = DialogueFactory()
    DialogueFactory()
    office = ReviewOrganizationFactory(agencies=[dialogue.agency])
    reviewer = ReviewMembershipFactory(organization=office).user
    assert Dialogue.objects.watched_by(reviewer).get() == dialogue
    assert not Dialogue.objects.visible_to(reviewer).exists()
    assert not Dialogue.objects.watched_by(UserFactory()).exists()


def test_open_leaves_out_closed():
    dialogue = DialogueFactory()
    ClosedDialogueFactory()
    assert Dialogue.objects.open().get() == dialogue


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "listening"),
        ("purpose", "listen"),
        ("goals", '"hear each"'),
        ("may_change", "patrols -dogs"),
    ],
)
def test_matching_finds_words_in_what_it_is_about(field, words):
    text = "Listening; to hear each other about patrols"
    dialogue = DialogueFactory(**({"purpose": "Something else"} | {field: text}))
    DialogueFactory(purpose="Something else")
    assert Dialogue.objects.matching(words).get() == dialogue
