"""Forgotten, new and changed passwords."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.tokens import default_token_generator
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from accounts.reminders import prepare_password_reset
from accounts.services import sign_in as services
from accounts.views.passwords import ASKED_AT_MOST
from records.models import AuditEvent, Message
from tests.accounts.views.test_sign_in import WRONG, attempt, plain
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "nine wooden boats in the rain"
FORGED = [
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_HOST": "evil.example:443"},
    {"HTTP_FORWARDED": "host=evil.example"},
    {"HTTP_X_HOST": "evil.example"},
    {"HTTP_X_FORWARDED_SERVER": "evil.example"},
    {"HTTP_X_ORIGINAL_HOST": "evil.example"},
    {"HTTP_X_ORIGINAL_URL": "https://evil.example/"},
    {"HTTP_X_REWRITE_URL": "//evil.example/"},
    {"SERVER_NAME": "evil.example", "HTTP_HOST": "127.0.0.1:8000"},
    {"HTTP_HOST": "evil.example"},
    {"HTTP_HOST": "127.0.0.1:8000@evil.example"},
    {"HTTP_REFERER": "https://evil.example/", "HTTP_ORIGIN": "null"},
]


def link_of(user: User) -> str:
    token = default_token_generator.make_token(user)
    return f"/password/new/{urlsafe_base64_encode(str(user.pk).encode())}/{token}/"


def ask(client: Client, email: str, **headers: str) -> object:
    return client.post("/password/forgotten/", {"email": email}, **headers)


def choose(client: Client, password: str = NEW, again: str | None = None) -> object:
    data = {"new_password": password, "new_password_again": password if again is None else again}
    return client.post("/password/new/", data)


class TestAsking:
    def test_is_answered_alike_for_known_and_unknown(self, client: Client, stranger: User) -> None:
        answers = [ask(client, email) for email in (stranger.email, "nobody@demo.example", stranger.email)]
        assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, "/password/asked/")}
        assert client.get("/password/asked/").status_code == 200

    @pytest.mark.parametrize("forged", FORGED)
    def test_forged_hosts_reach_no_letter(
        self, client: Client, stranger: User, forged: dict[str, str]
    ) -> None:
        assert ask(client, stranger.email, **forged).status_code in {302, 400, 403}
        for message in Message.objects.all():
            letter = prepare_password_reset(message, timezone.now())
            addresses = re.findall(r"\S*//\S+", letter.text)
            assert addresses
            assert all(address.startswith("http://127.0.0.1:8000/") for address in addresses)

    def test_a_flood_from_one_network_stops_there(self, client: Client, stranger: User) -> None:
        for number in range(ASKED_AT_MOST):
            ask(client, f"made-up-{number}@demo.example", REMOTE_ADDR="198.51.100.9")
        posted = Message.objects.count()
        answers = [
            ask(client, email, REMOTE_ADDR="198.51.100.9")
            for email in (stranger.email, "nobody@demo.example")
        ]
        assert all(b"no more go out for an hour" in answer.content for answer in answers)
        assert Message.objects.count() == posted
        assert ask(client, stranger.email, REMOTE_ADDR="192.0.2.1").status_code == 302

    def test_a_mistyped_address_is_told(self, client: Client) -> None:
        assert b"usa-error-message" in ask(client, "nobody").content


class TestLink:
    def test_leaves_the_address_at_once(self, client: Client, stranger: User) -> None:
        answer = client.get(link_of(stranger))
        assert answer["Location"] == "/password/new/"
        assert answer["Referrer-Policy"] == "no-referrer"
        cookie = answer.cookies["account-link"]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 1200)

    def test_looking_at_it_changes_nothing(self, client: Client, stranger: User) -> None:
        address = link_of(stranger)
        before = everything()
        for _ in range(3):
            for look in (client.get, client.head, client.options):
                look(address)
        assert everything() == before
        assert client.get("/password/new/").status_code == 200

    def test_sets_the_password_once(self, client: Client, stranger: User) -> None:
        address = link_of(stranger)
        client.get(address)
        assert choose(client)["Location"] == "/sign-in/"
        assert User.objects.get(pk=stranger.pk).check_password(NEW)
        client.get(address)
        assert choose(client, "another nine wooden boats").status_code == 410
        assert User.objects.get(pk=stranger.pk).check_password(NEW)

    def test_signs_every_browser_out_and_nobody_in(
        self, client: Client, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        browser = sign_in(stranger)
        stranger.refresh_from_db()  # signing in is part of what a link is bound to
        client.get(link_of(stranger))
        choose(client)
        assert browser.get("/account/").status_code == client.get("/account/").status_code == 302

    def test_frees_whoever_had_locked_themselves_out(self, client: Client, stranger: User) -> None:
        for _ in range(6):
            answer = attempt(client, stranger.email, address="127.0.0.1")
        assert answer.status_code == 429
        client.get(link_of(stranger))
        choose(client)
        assert attempt(client, stranger.email, NEW, address="127.0.0.1").status_code == 302

    def test_works_for_an_hour(self, client: Client, stranger: User) -> None:
        address = link_of(stranger)
        with time_machine.travel(timezone.now() + timedelta(minutes=59)):
            client.get(address)
            assert client.get("/password/new/").status_code == 200
        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            client.get(address)
            assert client.get("/password/new/").status_code == 410

    def test_every_dead_link_looks_the_same(self, client: Client, stranger: User) -> None:
        good, other, closed = link_of(stranger), UserFactory(), UserFactory(is_active=False)
        stem, token = good.rsplit("/", 2)[0], good.rsplit("/", 2)[1]
        dead = [
            f"{stem}/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}/",
            link_of(other).rsplit("/", 2)[0] + f"/{token}/",
            link_of(closed),
            "/password/new/NDA0NDA0/abc-def/",
            "/password/new/%FF%FE/x/",
            "/password/new/OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x-y/",
            f"{stem}/{'x' * 2000}/",
        ]
        pages = set()
        for address in dead:
            client.get(address)
            answer = client.get("/password/new/")
            pages.add((answer.status_code, plain(answer.content)))
        assert len(pages) == 1
        assert pages.pop()[0] == 410

    @pytest.mark.parametrize(
        ("password", "again", "words"),
        [
            ("short", "short", "too short"),
            ("password1234567890", "password1234567890x", "differ"),
            ("personpersonperson", None, ""),
            ("", "", "Enter a password"),
        ],
    )
    def test_weak_passwords_are_told_why(
        self, client: Client, stranger: User, password: str, again: str | None, words: str
    ) -> None:
        User.objects.filter(pk=stranger.pk).update(full_name="personpersonperson")
        stranger.refresh_from_db()
        client.get(link_of(stranger))
        answer = choose(client, password, again)
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)

    def test_spaces_and_every_script_count(self, client: Client, stranger: User) -> None:
        client.get(link_of(stranger))
        password = "  пятнадцать знаков 🕯️ "
        assert choose(client, password).status_code == 302
        assert User.objects.get(pk=stranger.pk).check_password(password)

    @override_settings(IS_SECURE_ORIGIN=True)
    def test_cookies_are_secure_where_the_site_is(self, client: Client, stranger: User) -> None:
        assert client.get(link_of(stranger)).cookies["account-link"]["secure"]


class TestChanging:
    def change(self, client: Client, now: str) -> object:
        data = {"password": now, "new_password": NEW, "new_password_again": NEW}
        return client.post("/account/password/", data)

    def test_keeps_this_browser_and_ends_the_others(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        here, elsewhere = sign_in(stranger), sign_in(stranger)
        assert self.change(here, PASSWORD)["Location"] == "/account/"
        assert here.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302
        assert AuditEvent.objects.last().kind == "password_changed"

    def test_asks_for_the_password_now_and_counts_the_guesses(
        self, stranger: User, sign_in: Callable[..., Client]
    ) -> None:
        client = sign_in(stranger)
        answers = [self.change(client, WRONG).status_code for _ in range(6)]
        assert answers == [200, 200, 200, 200, 429, 429]
        assert self.change(client, PASSWORD).status_code == 429
        assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)

    def test_guesses_come_one_after_the_other(
        self, stranger: User, sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client, asked = sign_in(stranger), []

        def no_turn(**whose: str) -> bool:
            asked.append(whose)
            return False

        monkeypatch.setattr(services, "take_turn", no_turn)
        assert self.change(client, PASSWORD).status_code == 429
        assert asked == [{"email": stranger.email, "address": "127.0.0.1"}]
        assert User.objects.get(pk=stranger.pk).check_password(PASSWORD)


def everything() -> list[tuple[object, ...]]:
    """Every row of every table that a look at a page could touch."""
    tables = ["accounts_user", "accounts_memberinvitation", "accounts_membership", "records_auditevent"]
    tables += ["records_message", "django_session", "django_cache"]
    rows: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            rows += cursor.fetchall()
    return rows
