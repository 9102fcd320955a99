"""Letters of this room."""

from collections.abc import Callable

import pytest
from django.contrib.auth.tokens import default_token_generator

from accounts import emails
from accounts.models import User
from tests.factories.accounts import MemberInvitationFactory, UserFactory, token_of

pytestmark = pytest.mark.django_db
ODD = [
    "{{ settings.SECRET_KEY }}",
    "{% include 'base.html' %}",
    "{0.__class__}",
    "%(name)s",
    "O'Neill & <Sons>",
    "عمر 🕯️",
]


@pytest.mark.parametrize("name", ODD)
def test_names_stand_as_they_were_typed(name: str) -> None:
    letter = emails.password_reset(UserFactory(full_name=name))
    assert f"Hello {name}," in letter.text


@pytest.mark.parametrize("name", [*ODD, "Two\nBcc: eve@demo.example", "Line\r\n\r\nbody"])
def test_subjects_are_one_line(name: str) -> None:
    invitation = MemberInvitationFactory(agency__name=name)
    letter = emails.member_invitation(invitation, "http://127.0.0.1:8000/join/abc/")
    assert len(letter.subject.splitlines()) == 1
    assert letter.to == invitation.email


def test_a_reset_link_fits_its_account(stranger: User) -> None:
    letter = emails.password_reset(stranger)
    token = letter.text.split("/password/new/")[1].split("/")[1]
    assert default_token_generator.check_token(stranger, token)
    assert letter.to == stranger.email


def test_an_invitation_tells_who_where_and_how_long(administrator: User) -> None:
    invitation = MemberInvitationFactory(agency__name="Demo Agency", invited_by=administrator)
    letter = emails.member_invitation(invitation, emails.join_address(invitation))
    assert letter.subject == "Join Demo Agency on Convene"
    assert "Dana Demo invites you to work with Demo Agency" in letter.text
    assert f"http://127.0.0.1:8000/join/{token_of(invitation)}/" in letter.text
    assert "once, until" in letter.text
    assert " CS" in letter.text or " CD" in letter.text, "with the zone of the agency"


def test_an_invitation_from_the_command_line_names_nobody() -> None:
    letter = emails.member_invitation(MemberInvitationFactory(), "http://127.0.0.1:8000/join/abc/")
    assert "You are invited to work with" in letter.text
    assert "None" not in letter.text


def test_a_link_is_found_again_by_an_older_key(settings: object) -> None:
    invitation = MemberInvitationFactory()
    address = emails.join_address(invitation)
    settings.LINK_KEY_FALLBACKS = [settings.LINK_KEY]
    settings.LINK_KEY = "another key, of today"
    assert emails.join_address(invitation) == address
    settings.LINK_KEY_FALLBACKS = []
    assert emails.join_address(invitation) is None


@pytest.mark.parametrize("compose", [emails.password_reset, emails.password_changed])
def test_letters_end_with_whom_to_ask(
    compose: Callable[..., object], stranger: User, settings: object
) -> None:
    settings.SUPPORT_EMAIL = "help@demo.example"
    assert compose(stranger).text.endswith("Questions: help@demo.example\n")
