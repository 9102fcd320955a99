import pytest
from django.urls import reverse

from dialogues.choices import Seat
from tests.dialogues.views.conftest import signed_in
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import seated
from tests.factories.letters import UndeliveredFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db
LIST = reverse("dialogues:letter-list")


@pytest.fixture
def letter(dialogue):
    return UndeliveredFactory(person=ParticipantFactory(dialogue=dialogue, name="Ana Demo"))


def test_the_list_says_whom_why_and_what_to_do(liaison, letter):
    words = liaison.get(LIST).content.decode()
    for expected in ("Ana Demo", "The mail server refused it.", "Ask for the right address", "Send it again"):
        assert expected in words


def test_without_letters_it_says_so(letter):
    words = signed_in(UserFactory()).get(LIST).content.decode()
    assert "No letter needs you" in words
    assert "Ana Demo" not in words


@pytest.mark.parametrize(
    ("verb", "state", "said"),
    [
        ("again", "pending", "The letter goes out again"),
        ("set-aside", "cancelled", "The letter is set aside"),
    ],
)
def test_one_press_decides_and_a_second_is_told(liaison, letter, verb, state, said):
    address = reverse(f"dialogues:letter-{verb}", args=[letter.pk])
    assert said in liaison.post(address, follow=True).content.decode()
    letter.refresh_from_db()
    assert letter.state == state
    refused = liaison.post(address)
    assert refused.status_code == 409
    assert "has moved on" in refused.content.decode()


@pytest.mark.parametrize("seat", [Seat.FACILITATOR, Seat.DESIGNER, Seat.NEUTRAL])
def test_for_other_seats_a_letter_does_not_exist(dialogue, letter, seat):
    browser = signed_in(seated(dialogue, seat))
    for verb in ("again", "set-aside"):
        assert browser.post(reverse(f"dialogues:letter-{verb}", args=[letter.pk])).status_code == 404
    assert "Ana Demo" not in browser.get(LIST).content.decode()


def test_the_home_page_has_one_quiet_line(liaison, letter):
    home = reverse("planning:next")
    words = liaison.get(home).content.decode()
    assert "One letter needs you" in words
    assert f'href="{LIST}"' in words
    liaison.post(reverse("dialogues:letter-set-aside", args=[letter.pk]))
    assert LIST not in liaison.get(home).content.decode()


def test_a_place_that_makes_no_sense_is_the_first_page(liaison, letter):
    assert "Ana Demo" in liaison.get(LIST, {"after": "x"}).content.decode()
