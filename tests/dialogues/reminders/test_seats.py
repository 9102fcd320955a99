import pytest
from django.conf import settings
from django.utils import timezone

from dialogues.reminders.seats import NO_ACCOUNT, SEAT_GONE, prepare_seat_offered
from dialogues.services import design_team, dialogues
from records.models import Message
from records.registers import Letter, Withdrawn
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory(title="Maple <b>Street</b>")


def offered(dialogue, email):
    member = design_team.add(
        by=seated(dialogue), dialogue=dialogue, name="Demo Neighbor", affiliation="community", seat="designer",
        email=email,
    )  # fmt: skip
    return member, Message.objects.get(kind="seat_offered")


def prepare(message):
    return prepare_seat_offered(message, timezone.now())


def test_the_letter_tells_what_is_offered_and_where_to_accept(dialogue):
    person = UserFactory(full_name="Demo Neighbor")
    _member, message = offered(dialogue, person.email.upper())
    letter = prepare(message)
    assert isinstance(letter, Letter)
    assert letter.to == person.email
    assert dialogue.title in letter.text
    assert f"\n{settings.PUBLIC_ORIGIN}/seats/" in letter.text
    assert "Maple" not in letter.subject
    assert letter.html.count("<a href") == 1


def test_without_an_account_no_letter_goes(dialogue):
    _member, message = offered(dialogue, "nobody@demo.example")
    assert message.recipient == "user:0"
    assert prepare(message) == Withdrawn("cancelled", NO_ACCOUNT)


@pytest.mark.parametrize("happened", ["left", "taken", "seated", "closed"])
def test_no_letter_goes_when_the_seat_is_not_open_any_more(happened, dialogue):
    person = UserFactory()
    member, message = offered(dialogue, person.email)
    if happened == "left":
        member.left_at = timezone.now()
    elif happened == "taken":
        member.user = UserFactory()
    elif happened == "seated":
        seated(dialogue, user=person)
    else:
        dialogues.close(by=seated(dialogue), dialogue=dialogue)
    member.save()
    assert prepare(message) == Withdrawn("cancelled", SEAT_GONE)
