"""A person's own page."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory

pytestmark = pytest.mark.django_db


def test_shows_where_the_person_belongs_and_what_is_kept(sign_in: Callable[..., Client]) -> None:
    membership = MembershipFactory(roles=[Role.ADMINISTRATOR, Role.CO_PLANNER])
    review = ReviewMembershipFactory(user=membership.user)
    words = sign_in(membership.user).get("/account/").content.decode()
    for expected in (
        membership.user.email,
        membership.agency.name,
        "Community co-planner",
        "Invites members, sets their roles",
        f"/agencies/{membership.agency_id}/members/",
        review.organization.name,
        review.organization.scope,
        "What is kept about me",
        "Central time (Chicago)",
    ):
        assert expected in words


def test_says_so_when_the_person_belongs_nowhere(stranger: User, sign_in: Callable[..., Client]) -> None:
    assert b"You belong to no agency now" in sign_in(stranger).get("/account/").content


def test_takes_only_name_language_and_zone(stranger: User, sign_in: Callable[..., Client]) -> None:
    planted = {field.name: "1" for field in User._meta.get_fields()}
    planted |= {f"unknown_{number}": "1" for number in range(20)} | {"is_staff": "on", "is_superuser": "on"}
    before = User.objects.values().get(pk=stranger.pk)
    wanted = {"full_name": "  Nia   Demo ", "language": "es", "time_zone": "America/Denver"}
    answer = sign_in(stranger).post("/account/change/", planted | wanted)
    assert answer["Location"] == "/account/"
    after = User.objects.values().get(pk=stranger.pk)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"full_name", "language", "time_zone", "last_login"}
    assert after["full_name"] == "Nia Demo"


@pytest.mark.parametrize(
    "change", [{"full_name": ""}, {"full_name": "x" * 300}, {"language": "xx"}, {"time_zone": "Mars/Olympus"}]
)
def test_mistakes_change_nothing_not_even_the_header(
    stranger: User, sign_in: Callable[..., Client], change: dict[str, str]
) -> None:
    data = {"full_name": "Nia Demo", "language": "en", "time_zone": "America/Denver"} | change
    answer = sign_in(stranger).post("/account/change/", data)
    assert answer.status_code == 200
    assert b"usa-error-message" in answer.content
    assert stranger.full_name.encode() in answer.content
    assert User.objects.get(pk=stranger.pk).full_name == stranger.full_name


def test_signing_out_elsewhere_keeps_this_browser(stranger: User, sign_in: Callable[..., Client]) -> None:
    here, elsewhere = sign_in(stranger), sign_in(stranger)
    assert here.get("/account/elsewhere/").status_code == 405
    answer = here.post("/account/elsewhere/", follow=True)
    assert b"You are signed out everywhere but here." in answer.content
    assert elsewhere.get("/account/").status_code == 302
