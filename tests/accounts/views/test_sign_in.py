"""Signing in and out, and the language switch."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.models import AuditEvent
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"
WRONG = "not the password at all"

HOSTILE = [
    "https://evil.example/",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/..",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example\r\nSet-Cookie: a=b",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "https:///evil.example",
    "https:evil.example",
    "http://127.0.0.1:8000@evil.example/",
    "evil.example",
    "?next=//evil.example",
    "%2f%2fevil.example",
    "/\x00/evil.example",
    "http://[::1",
    "ftp://evil.example/a",
    "",
]


def plain(content: bytes) -> str:
    """A page without what differs each time: the token of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", content.decode())


def attempt(client: Client, email: str, password: str = WRONG, address: str = "192.0.2.1") -> object:
    return client.post(SIGN_IN, {"email": email, "password": password}, REMOTE_ADDR=address)


class TestComingIn:
    def test_leads_to_what_is_next(
        self, client: Client, stranger: User, kinds: Callable[[], list[str]]
    ) -> None:
        answer = attempt(client, f"  {stranger.email.upper()} ", PASSWORD)
        assert (answer.status_code, answer["Location"]) == (302, reverse("planning:next"))
        assert client.get("/account/").status_code == 200
        assert kinds() == ["signed_in"]

    def test_goes_where_the_person_was_going(self, client: Client, stranger: User) -> None:
        shown = client.get("/account/?a=1")
        assert shown["Location"] == "/sign-in/?next=/account/%3Fa%3D1"
        page = client.get(shown["Location"])
        assert b'name="next" value="/account/?a=1"' in page.content
        answer = client.post(
            SIGN_IN, {"email": stranger.email, "password": PASSWORD, "next": "/account/?a=1"}
        )
        assert answer["Location"] == "/account/?a=1"

    @pytest.mark.parametrize("address", HOSTILE)
    def test_never_leads_elsewhere(self, client: Client, stranger: User, address: str) -> None:
        data = {"email": stranger.email, "password": PASSWORD, "next": address}
        assert client.post(SIGN_IN, data)["Location"] == reverse("planning:next")
        assert client.get(SIGN_IN, {"next": address})["Location"] == reverse("planning:next")

    def test_gives_a_new_key_and_the_old_one_is_dead(self, stranger: User) -> None:
        planted, victim = Client(), Client()
        planted.cookies["sid"] = victim.cookies["sid"] = "a" * 32
        attempt(victim, stranger.email, PASSWORD)
        assert victim.cookies["sid"].value != "a" * 32
        assert planted.get("/account/").status_code == 302

    def test_signing_in_again_is_not_asked(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        assert sign_in(stranger).get(SIGN_IN)["Location"] == reverse("planning:next")

    def test_no_password_is_sent_back(self, client: Client, stranger: User) -> None:
        assert WRONG.encode() not in attempt(client, stranger.email).content


class TestRefusal:
    def test_is_the_same_for_unknown_wrong_and_closed(self, client: Client) -> None:
        UserFactory(email="known@demo.example")
        UserFactory(email="shut1@demo.example", is_active=False)
        pages = set()
        for email, password in [
            ("known@demo.example", WRONG),
            ("empty@demo.example", WRONG),
            ("shut1@demo.example", PASSWORD),
        ]:
            answer = attempt(client, email, password)
            pages.add((answer.status_code, plain(answer.content).replace(email, "")))
        assert len(pages) == 1
        assert "do not belong together" in pages.pop()[1]

    def test_is_recorded_without_the_address(self, client: Client, kinds: Callable[[], list[str]]) -> None:
        attempt(client, "nobody@demo.example")
        assert kinds() == ["sign_in_refused"]
        assert "nobody" not in str(AuditEvent.objects.values())

    def test_keeps_the_address_that_was_typed(self, client: Client) -> None:
        assert b'value="nobody@demo.example"' in attempt(client, "nobody@demo.example").content

    @pytest.mark.parametrize("email", ["", "x", "a@b", "a\x00@demo.example", "x" * 300 + "@demo.example"])
    def test_nonsense_is_told_beside_the_field(self, client: Client, email: str) -> None:
        answer = attempt(client, email)
        assert answer.status_code == 200
        assert b"usa-error-message" in answer.content


class TestLockout:
    def test_after_five_wrong_tries(self, client: Client, stranger: User) -> None:
        answers = [attempt(client, stranger.email) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
        assert attempt(client, stranger.email, PASSWORD).status_code == 429
        assert b"Wait ten minutes" in attempt(client, stranger.email, PASSWORD).content

    def test_is_the_same_for_an_unknown_address(self, client: Client, stranger: User) -> None:
        pages = {
            plain([attempt(client, email) for _ in range(6)][-1].content)
            for email in (stranger.email, "nobody@demo.example")
        }
        assert len(pages) == 1

    def test_spelling_the_address_otherwise_gives_no_new_tries(self, client: Client, stranger: User) -> None:
        for spelled in (str.upper, str.title, str.lower, lambda words: f" {words}", str.swapcase):
            answer = attempt(client, spelled(stranger.email))
        assert answer.status_code == 429

    def test_never_locks_the_owner_out_elsewhere(self, client: Client, stranger: User) -> None:
        for _ in range(8):
            attempt(client, stranger.email, address="198.51.100.9")
        assert attempt(client, stranger.email, PASSWORD, address="192.0.2.1").status_code == 302

    def test_never_locks_a_whole_town_hall(self) -> None:
        for person in UserFactory.create_batch(12):
            assert attempt(Client(), person.email).status_code == 200
        assert attempt(Client(), UserFactory().email, PASSWORD).status_code == 302

    def test_a_flood_of_made_up_names_does_not_free_anyone(self, client: Client, stranger: User) -> None:
        for _ in range(5):
            attempt(client, stranger.email)
        for number in range(320):  # Django's cache would have forgotten the first after 300
            cache.set(f"axes-{number}", 1)
        assert attempt(client, stranger.email, PASSWORD).status_code == 429

    def test_claims_about_the_client_change_nothing(self, client: Client, stranger: User) -> None:
        for number in range(5):
            answer = client.post(
                SIGN_IN,
                {"email": stranger.email, "password": WRONG},
                HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
                HTTP_USER_AGENT=f"browser {number}",
            )
        assert answer.status_code == 429

    def test_ends_after_ten_minutes(self, client: Client, stranger: User) -> None:
        for _ in range(5):
            attempt(client, stranger.email)
        with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)):
            assert attempt(client, stranger.email, PASSWORD).status_code == 302


class TestGoing:
    def test_leaves_nothing_behind(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(stranger)
        thief = Client()
        thief.cookies["sid"] = client.cookies["sid"].value
        answer = client.post("/sign-out/")
        assert answer["Location"] == "/signed-out/"
        assert answer["Clear-Site-Data"] == '"cache", "storage"'
        assert answer.cookies["person"].value == ""
        assert client.get("/account/").status_code == thief.get("/account/").status_code == 302
        assert AuditEvent.objects.last().kind == "signed_out"

    def test_whoever_is_asked_to_sign_in_finds_no_kept_page(self, client: Client, stranger: User) -> None:
        assert client.get("/sign-in/")["Clear-Site-Data"] == '"storage"'
        assert attempt(client, stranger.email, PASSWORD)["Clear-Site-Data"] == '"storage"'

    def test_needs_a_button(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(stranger)
        assert client.get("/sign-out/").status_code == 405
        assert client.get("/account/").status_code == 200

    def test_twice_is_no_fault(self, client: Client) -> None:
        assert client.post("/sign-out/")["Location"] == "/signed-out/"
        assert client.get("/signed-out/").status_code == 200


class TestLanguage:
    def test_is_a_cookie_for_the_signed_out(self, client: Client) -> None:
        answer = client.post("/language/", {"language": "es", "next": "/privacy/"})
        assert answer["Location"] == "/privacy/"
        assert answer.cookies["language"].value == "es"
        assert b'lang="es"' in client.get("/privacy/").content

    def test_is_kept_in_the_account(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        client = sign_in(stranger)
        client.post("/language/", {"language": "es"})
        assert User.objects.get(pk=stranger.pk).language == "es"
        assert b'<html lang="es"' in client.get("/account/").content

    @pytest.mark.parametrize("language", ["", "xx", "es\r\n", "../../etc"])
    def test_ignores_what_is_no_language(
        self, stranger: User, sign_in: Callable[..., Client], language: str
    ) -> None:
        client = sign_in(stranger)
        assert client.post("/language/", {"language": language}).status_code == 302
        assert User.objects.get(pk=stranger.pk).language == "en"

    @pytest.mark.parametrize("address", HOSTILE)
    def test_never_leads_elsewhere(self, client: Client, address: str) -> None:
        answer = client.post("/language/", {"language": "es", "next": address})
        assert answer["Location"] == "/"

    def test_looking_at_it_changes_nothing(self, client: Client) -> None:
        assert client.get("/language/?language=es").status_code == 405
