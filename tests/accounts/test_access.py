"""Whether a request may pass, and where it comes from."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory

from accounts import access
from accounts.errors import NotAllowed
from accounts.models import Agency, User
from tests.accounts.views.test_sign_in import HOSTILE
from tests.factories.accounts import (
    AgencyFactory,
    MemberInvitationFactory,
    MembershipFactory,
    ReviewMembershipFactory,
)


@pytest.fixture
def asking(rf: RequestFactory) -> Callable[..., object]:
    def ask(user: User) -> object:
        request = rf.get("/")
        request.user = user
        return request

    return ask


class TestClientAddress:
    @pytest.mark.parametrize(
        ("proxies", "peer", "told", "address"),
        [
            (0, "192.0.2.1", "203.0.113.5", "192.0.2.1"),
            (1, "10.0.0.2", "203.0.113.5", "203.0.113.5"),
            (1, "10.0.0.2", "1.1.1.1, 2.2.2.2 ,203.0.113.5", "203.0.113.5"),
            (2, "10.0.0.2", "1.1.1.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
            (1, "10.0.0.2", "", "10.0.0.2"),
            (3, "10.0.0.2", "203.0.113.5", "203.0.113.5"),
            (1, "10.0.0.2", "not an address", "10.0.0.2"),
            (1, "10.0.0.2", "'; DROP TABLE", "10.0.0.2"),
            (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
            (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
            (0, "", "", ""),
        ],
    )
    def test_believes_only_our_own_proxies(
        self, rf: RequestFactory, settings: object, proxies: int, peer: str, told: str, address: str
    ) -> None:
        settings.TRUSTED_PROXIES = proxies
        request = rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told)
        assert access.client_address(request) == address

    def test_a_thousand_claims_are_one_client(self, rf: RequestFactory, settings: object) -> None:
        settings.TRUSTED_PROXIES = 1
        told = (f"203.0.113.{n % 250}, 198.51.100.7" for n in range(1000))
        seen = {access.client_address(rf.get("/", HTTP_X_FORWARDED_FOR=claim)) for claim in told}
        assert seen == {"198.51.100.7"}

    def test_fifty_clients_behind_one_proxy_are_fifty(self, rf: RequestFactory, settings: object) -> None:
        settings.TRUSTED_PROXIES = 1
        told = (f"198.51.100.{n}" for n in range(50))
        assert len({access.client_address(rf.get("/", HTTP_X_FORWARDED_FOR=claim)) for claim in told}) == 50


class TestPaths:
    @pytest.mark.parametrize("address", HOSTILE)
    def test_hostile_ones_are_nothing(self, address: str) -> None:
        assert access.inner_path(address) == ""

    @pytest.mark.parametrize("address", ["/", "/a/b/?c=d&e=%20f#g", "/sesión/"])
    def test_ours_stay_as_they_are(self, address: str) -> None:
        assert access.inner_path(address) == address

    @pytest.mark.parametrize(
        ("referrer", "path"),
        [
            ("http://testserver/a/?b=1", "/a/?b=1"),
            ("http://testserver//evil.example/", ""),
            ("http://evil.example/a/", ""),
            ("http://testserver.evil.example/", ""),
            ("", ""),
        ],
    )
    def test_only_our_own_pages_are_gone_back_to(self, rf: RequestFactory, referrer: str, path: str) -> None:
        assert access.came_from(rf.get("/", HTTP_REFERER=referrer)) == path


@pytest.mark.django_db
class TestAgencies:
    def test_members_enter_strangers_find_nothing(
        self, asking: Callable[..., object], agency: Agency, liaison: User, stranger: User
    ) -> None:
        assert access.agency_for(asking(liaison), agency.pk) == agency
        with pytest.raises(Http404):
            access.agency_for(asking(stranger), agency.pk)

    def test_members_without_the_right_learn_whom_to_ask(
        self, asking: Callable[..., object], agency: Agency, administrator: User, liaison: User
    ) -> None:
        assert access.managed_agency_for(asking(administrator), agency.pk) == agency
        with pytest.raises(NotAllowed, match="Ask one of them"):
            access.managed_agency_for(asking(liaison), agency.pk)

    def test_rows_of_other_agencies_do_not_exist(
        self, asking: Callable[..., object], agency: Agency, administrator: User
    ) -> None:
        with pytest.raises(Http404):
            access.membership_for(asking(administrator), agency.pk, MembershipFactory().pk)
        with pytest.raises(Http404):
            access.invitation_for(asking(administrator), agency.pk, MemberInvitationFactory().pk)
        with pytest.raises(Http404):
            access.managed_agency_for(asking(administrator), AgencyFactory().pk)


@pytest.mark.django_db
@pytest.mark.urls("tests.accounts.pages")
class TestMarks:
    def test_review_pages_exist_only_for_reviewers(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        assert sign_in(stranger).get("/review/").status_code == 404
        assert sign_in(ReviewMembershipFactory().user).get("/review/").status_code == 200
        assert Client().get("/review/").status_code == 302

    def test_private_links_are_public_and_quiet(self, client: Client) -> None:
        answer = client.get("/secret/abc/")
        assert answer.status_code == 200
        assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")

    def test_public_views_are_marked_for_the_sweep(self) -> None:
        marked = access.public(lambda request: None)
        assert marked.is_public
        assert marked.login_required is False


@pytest.mark.django_db
class TestTooOften:
    def test_counts_by_client(self, rf: RequestFactory) -> None:
        asked = [access.is_too_often(rf.get("/"), "x", at_most=2, seconds=60) for _ in range(4)]
        assert asked == [False, False, True, True]
        other = rf.get("/", REMOTE_ADDR="192.0.2.7")
        assert not access.is_too_often(other, "x", at_most=2, seconds=60)

    def test_without_a_cache_nobody_is_locked_out(self, rf: RequestFactory) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE django_cache RENAME TO django_cache_gone")
        asked = [access.is_too_often(rf.get("/"), "x", at_most=1, seconds=60) for _ in range(4)]
        assert asked == [False] * 4
        assert User.objects.count() == 0
