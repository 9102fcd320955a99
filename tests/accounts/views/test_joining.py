"""Accepting an invitation."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, MemberInvitation, Membership, User
from accounts.roles import Role
from tests.accounts.views.test_passwords import everything
from tests.accounts.views.test_sign_in import plain
from tests.factories.accounts import (
    PASSWORD,
    MemberInvitationFactory,
    ReviewOrganizationFactory,
    UserFactory,
    token_of,
)

pytestmark = pytest.mark.django_db
NEW_ACCOUNT = {"full_name": "Nia Demo", "new_password": PASSWORD, "new_password_again": PASSWORD}


def open_link(client: Client, invitation: MemberInvitation) -> object:
    return client.get(f"/join/{token_of(invitation)}/")


def test_the_secret_leaves_the_address_at_once(client: Client) -> None:
    answer = open_link(client, MemberInvitationFactory())
    assert answer["Location"] == "/join/"
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert answer.cookies["account-link"]["httponly"]


def test_looking_at_it_changes_nothing(client: Client) -> None:
    invitation = MemberInvitationFactory()
    before = everything()
    for _ in range(3):
        for look in (client.get, client.head, client.options):
            look(f"/join/{token_of(invitation)}/")
            look("/join/")
    assert everything() == before


def test_says_who_invites_where_to_and_as_what(client: Client, administrator: User, agency: Agency) -> None:
    invitation = MemberInvitationFactory(agency=agency, roles=[Role.FACILITATOR], invited_by=administrator)
    open_link(client, invitation)
    words = client.get("/join/").content.decode()
    for expected in (agency.name, administrator.full_name, invitation.email, "Facilitator", "prints agendas"):
        assert expected in words


def test_reviewers_read_what_their_office_reads(client: Client) -> None:
    organization = ReviewOrganizationFactory(scope="Reads titles.\nNever names.")
    open_link(client, MemberInvitationFactory(agency=None, organization=organization, roles=[]))
    assert "Reads titles.<br>Never names." in client.get("/join/").content.decode()


def test_a_new_person_makes_an_account_and_is_in(client: Client, kinds: Callable[[], list[str]]) -> None:
    invitation = MemberInvitationFactory(roles=[Role.CO_PLANNER])
    open_link(client, invitation)
    answer = client.post("/join/", NEW_ACCOUNT | {"email": "other@demo.example", "roles": "administrator"})
    assert answer.status_code == 302
    assert answer.cookies["account-link"].value == ""
    membership = Membership.objects.get(user__email=invitation.email)
    assert (membership.user.full_name, membership.roles) == ("Nia Demo", [Role.CO_PLANNER])
    assert client.get("/account/").status_code == 200
    assert kinds() == ["member_joined", "signed_in"]


def test_what_was_typed_stays_when_the_password_is_weak(client: Client) -> None:
    open_link(client, MemberInvitationFactory())
    answer = client.post("/join/", NEW_ACCOUNT | {"full_name": "عمر Demo 🕯️", "new_password": "short"})
    assert "عمر Demo 🕯️" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["x" * 300, "", "  \n "])
def test_names_that_do_not_fit_are_told(client: Client, name: str) -> None:
    open_link(client, MemberInvitationFactory())
    assert b"usa-error-message" in client.post("/join/", NEW_ACCOUNT | {"full_name": name}).content
    assert not User.objects.exists()


class TestExistingAccount:
    def test_signs_in_first_and_comes_back(self, client: Client, stranger: User) -> None:
        invitation = MemberInvitationFactory(email=stranger.email)
        open_link(client, invitation)
        page = client.get("/join/").content.decode()
        assert "/sign-in/?next=/join/" in page
        assert "new_password" not in page
        assert client.post("/join/", NEW_ACCOUNT).status_code == 200  # no password can be set from here
        answer = client.post("/sign-in/", {"email": stranger.email, "password": PASSWORD, "next": "/join/"})
        assert answer["Location"] == "/join/"
        assert invitation.agency.name in client.get("/join/").content.decode()
        client.post("/join/")
        assert Membership.objects.get(user=stranger).agency == invitation.agency

    def test_someone_else_is_told_and_joins_nothing(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(stranger)
        open_link(client, MemberInvitationFactory())
        for answer in (client.get("/join/"), client.post("/join/", NEW_ACCOUNT)):
            assert answer.status_code == 409
            assert b"is for someone else" in answer.content
        assert not Membership.objects.exists()


def test_every_dead_link_looks_the_same(client: Client) -> None:
    now = timezone.now()
    someone = UserFactory()
    rows = [
        MemberInvitationFactory(invited_at=now - timedelta(days=7, seconds=1)),
        MemberInvitationFactory(withdrawn_at=now, withdrawn_by=someone),
        MemberInvitationFactory(accepted_at=now, accepted_by=someone),
    ]
    good = token_of(MemberInvitationFactory())
    secrets = [
        *(token_of(row) for row in rows),
        good[:-1],
        good + "A",
        good.swapcase(),
        "x" * 4000,
        "%00",
        "'--",
    ]
    pages = set()
    for secret in secrets:
        client.get(f"/join/{secret}/")
        answer = client.get("/join/")
        pages.add((answer.status_code, plain(answer.content)))
    client.cookies.clear()
    pages.add((client.get("/join/").status_code, plain(client.get("/join/").content)))
    assert len(pages) == 1
    assert pages.pop()[0] == 410


def test_a_used_link_opens_nothing_for_the_next(client: Client) -> None:
    invitation = MemberInvitationFactory()
    open_link(client, invitation)
    client.post("/join/", NEW_ACCOUNT)
    second = Client()
    open_link(second, invitation)
    assert second.post("/join/", NEW_ACCOUNT | {"full_name": "Eve"}).status_code == 410
    assert User.objects.get().full_name == "Nia Demo"


def test_a_secret_for_passwords_opens_no_invitation(client: Client) -> None:
    invitation = MemberInvitationFactory()
    client.cookies["account-link"] = f"password:{token_of(invitation)}"
    assert client.get("/join/").status_code == 410
