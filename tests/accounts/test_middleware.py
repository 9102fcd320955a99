"""What every request passes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.services import members
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/account/?a=1"}


class TestPrivateResponses:
    @pytest.mark.parametrize("address", ["/sign-in/", "/account/", "/no/such.css", "/privacy/", "/fail/"])
    def test_nothing_is_kept_anywhere(
        self, address: str, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(stranger)
        client.raise_request_exception = False
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store, private"
        assert "Cookie" in answer["Vary"]
        for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
            assert f"{feature}=()" in answer["Permissions-Policy"]

    def test_referrers_stay_here(self, client: Client) -> None:
        assert client.get("/sign-in/")["Referrer-Policy"] == "same-origin"
        assert client.get("/secret/abc/")["Referrer-Policy"] == "no-referrer"

    def test_failures_tell_nothing_of_the_program(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(stranger)
        client.raise_request_exception = False
        answer = client.get("/fail/")
        assert answer.status_code == 500
        assert b"secret words" not in answer.content
        assert b"Something went wrong on our side" in answer.content


class TestClosedUnlessListed:
    def test_the_signed_out_are_sent_to_sign_in(self, client: Client) -> None:
        assert client.get("/time/")["Location"] == "/sign-in/?next=/time/"
        assert client.get("/open-time/").status_code == 200

    def test_a_form_leads_back_to_its_page_not_to_its_target(self, client: Client) -> None:
        answer = client.post("/time/", HTTP_REFERER="http://testserver/account/?a=1")
        assert answer["Location"] == "/sign-in/?next=/account/%3Fa%3D1"
        answer = client.post("/time/", HTTP_REFERER="http://evil.example/account/")
        assert "evil" not in answer["Location"]

    def test_a_part_of_a_page_does_not_become_a_sign_in_form(self, client: Client) -> None:
        answer = client.get("/time/", **HTMX)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer["HX-Redirect"] == "/sign-in/?next=/account/%3Fa%3D1"


class TestSessionLimits:
    def test_twelve_hours_end_it_however_busy(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        start = timezone.now()
        client = sign_in(stranger)
        for half_hours in range(1, 25):
            with time_machine.travel(start + timedelta(minutes=30 * half_hours)):
                assert client.get("/time/").status_code == 200
        with time_machine.travel(start + timedelta(hours=12, seconds=5)):
            assert client.get("/time/").status_code == 302

    def test_an_hour_without_a_click_ends_it(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(stranger)
        with time_machine.travel(timezone.now() + timedelta(minutes=59)):
            assert client.get("/time/").status_code == 200
        with time_machine.travel(timezone.now() + timedelta(minutes=59 + 61)):
            assert client.get("/time/").status_code == 302

    def test_a_removed_member_is_out_at_the_next_request(
        self, administrator: User, liaison: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(liaison)
        members.remove(by=administrator, membership=Membership.objects.get(user=liaison), now=timezone.now())
        assert client.get("/time/").status_code == 302

    def test_a_closed_account_is_out_at_the_next_request(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(stranger)
        User.objects.filter(pk=stranger.pk).update(is_active=False)
        assert client.get("/time/").status_code == 302


class TestPersonalPreferences:
    def test_pages_speak_the_persons_language_in_their_zone(self, sign_in: Callable[..., Client]) -> None:
        client = sign_in(UserFactory(language="es", time_zone="Pacific/Guam"))
        assert client.get("/time/", HTTP_ACCEPT_LANGUAGE="en").content == b"Pacific/Guam es"

    def test_one_persons_zone_does_not_reach_the_next(
        self, client: Client, sign_in: Callable[..., Client]
    ) -> None:
        sign_in(UserFactory(language="es", time_zone="Pacific/Guam")).get("/time/")
        assert client.get("/open-time/").content == b"UTC en"

    def test_the_signed_out_choose_by_cookie(self, client: Client) -> None:
        client.post("/language/", {"language": "es"})
        assert client.get("/open-time/").content == b"UTC es"


class TestPlainRefusals:
    @pytest.mark.parametrize(
        ("address", "status", "sentence"),
        [("/refuse/", 409, "The sky falls. Try tomorrow."), ("/forbid/", 403, "Only the liaison does this.")],
    )
    def test_the_sentence_is_shown_and_the_change_undone(
        self, stranger: User, sign_in: Callable[..., Client], address: str, status: int, sentence: str
    ) -> None:
        answer = sign_in(stranger).post(address, HTTP_REFERER="http://testserver/account/")
        assert answer.status_code == status
        assert sentence in answer.content.decode()
        assert User.objects.get(pk=stranger.pk).full_name == stranger.full_name

    def test_leads_back_to_where_the_person_was(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(stranger)
        page = client.post("/refuse/", HTTP_REFERER="http://testserver/account/?a=1").content
        assert b'href="/account/?a=1"' in page
        assert b"evil" not in client.post("/refuse/", HTTP_REFERER="http://evil.example/").content

    def test_takes_the_place_of_the_whole_page(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        answer = sign_in(stranger).post("/refuse/", **HTMX)
        assert (answer["HX-Retarget"], answer["HX-Reselect"], answer["HX-Reswap"]) == (
            "#main",
            "#main",
            "outerHTML",
        )

    def test_other_failures_are_not_its_business(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        with pytest.raises(RuntimeError):
            sign_in(stranger).get("/fail/")
