"""What was typed survives the end of a sign-in, for the one who typed it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.views import typed_text
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
FORM = "/account/change/?from=here"
TYPED = {
    "full_name": 'Nia "<b>Demo</b>" عمر 🕯️',
    "language": "es",
    "time_zone": "America/Denver",
    "note": "a\nb  c",
}


@pytest.fixture
def ended(stranger: User, sign_in: Callable[..., Client]) -> Client:
    """A browser whose sign-in ended by the clock."""
    return end(sign_in(stranger))


def end(client: Client) -> Client:
    del client.cookies["sid"]
    return client


def come_back(client: Client, user: User) -> object:
    return client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "next": "/account/"})


def test_the_whole_way(ended: Client, stranger: User) -> None:
    sent = ended.post(FORM, TYPED, HTTP_REFERER="http://testserver/account/change/")
    assert sent["Location"] == "/sign-in/?next=/account/change/"
    assert b"What you typed is kept" in ended.get(sent["Location"]).content
    back = come_back(ended, stranger)
    assert back["Location"] == "/sign-in/typed/?next=%2Faccount%2F"
    page = ended.get(back["Location"]).content.decode()
    assert 'action="/account/change/?from=here"' in page
    assert "<b>Demo" not in page
    for name, value in TYPED.items():
        assert f'name="{name}" value="' in page
        assert value in unescape(page).replace("<br>", "\n")
    assert page.count("Save what I typed") == 1
    assert ended.post(FORM, TYPED)["Location"] == "/account/"
    assert User.objects.get(pk=stranger.pk).time_zone == "America/Denver"


def test_it_is_gone_once_saved(ended: Client, stranger: User) -> None:
    ended.post(FORM, TYPED)
    come_back(ended, stranger)
    ended.post(FORM, TYPED)
    assert ended.get("/sign-in/typed/").status_code == 302


def test_it_stays_when_saving_is_refused(ended: Client, stranger: User) -> None:
    ended.post("/account/elsewhere/?x=1", {"note": "kept"})
    come_back(ended, stranger)
    assert ended.get("/sign-in/typed/").status_code == 200
    assert ended.put("/account/elsewhere/?x=1").status_code == 405
    assert ended.get("/sign-in/typed/").status_code == 200


def test_nobody_else_gets_it(ended: Client, stranger: User) -> None:
    ended.post(FORM, TYPED)
    other = UserFactory()
    assert come_back(ended, other)["Location"] == "/account/"
    page = ended.get("/sign-in/typed/", follow=True).content.decode()
    assert "Nia" not in page
    ended.post("/sign-out/")
    assert come_back(ended, stranger)["Location"] == "/account/"


def test_nothing_is_kept_when_nobody_was_signed_in(client: Client, stranger: User) -> None:
    client.post(FORM, TYPED)
    assert come_back(client, stranger)["Location"] == "/account/"
    assert typed_text.KEY not in client.session


def test_nothing_is_kept_after_signing_out(stranger: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stranger)
    client.post("/sign-out/")
    client.post(FORM, TYPED)
    assert come_back(client, stranger)["Location"] == "/account/"


def test_after_signing_out_in_another_tab_the_page_still_has_it(
    stranger: User, sign_in: Callable[..., Client]
) -> None:
    """Kept nowhere but on the page of whoever typed it, who signs in beside it and sends it again."""
    client, ours = sign_in(stranger), {"HTTP_SEC_FETCH_SITE": "same-origin"}
    client.post("/sign-out/")
    page = client.post(FORM, TYPED, **ours)
    assert (page.status_code, typed_text.KEY in client.session) == (403, False)
    assert "You are signed out, so it is not saved." in page.content.decode()
    assert "a<br>b  c" in page.content.decode()
    come_back(client, stranger)
    assert client.post(FORM, TYPED, **ours)["Location"] == "/account/"
    assert User.objects.get(pk=stranger.pk).time_zone == "America/Denver"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_no_other_page_gets_words_shown_here(client: Client, site: str) -> None:
    answer = client.post(FORM, TYPED, **({"HTTP_SEC_FETCH_SITE": site} if site else {}))
    assert answer["Location"].startswith("/sign-in/")


def test_nobody_can_claim_to_be_the_last_person(client: Client, stranger: User) -> None:
    for forged in (str(stranger.pk), f"{stranger.pk}:abc:def", "-1", "x" * 5000):
        client.cookies["person"] = forged
        client.post(FORM, TYPED)
        assert typed_text.KEY not in client.session


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({"password": "secret words", "note": "a"}, {}),
        ({"New_Password_2": "secret words"}, {}),
        ({"note": "x" * (typed_text.LARGEST + 1)}, {}),
        ({}, {}),
        ({"note": "a"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        ({"note": "a"}, {"HTTP_SEC_FETCH_SITE": "same-site"}),
        ({"note": "a"}, {"content_type": "application/json"}),
        ({"note": "a", "file": "upload"}, {}),
    ],
)
def test_what_is_never_kept(ended: Client, data: dict[str, object], headers: dict[str, str]) -> None:
    if data.get("file"):
        data = data | {"file": SimpleUploadedFile("people.csv", b"name\nDemo")}
    answer = ended.post(FORM, data, **headers)
    assert answer["Location"].startswith("/sign-in/")
    assert typed_text.KEY not in ended.session
    assert b"nothing was saved" in ended.get("/sign-in/").content


def test_a_forged_form_is_refused_before_anything_is_kept(
    stranger: User, sign_in: Callable[..., Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = end(sign_in(stranger)).cookies
    assert strict.post(FORM, TYPED).status_code == 403
    assert typed_text.KEY not in strict.session


class TestFormFromAnOlderPage:
    """A page that was open since before the person signed in again in another window: its token is old."""

    def send(
        self, user: User, sign_in: Callable[..., Client], data: dict[str, str], **headers: str
    ) -> object:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = sign_in(user).cookies
        return strict.post(FORM, data | {"csrfmiddlewaretoken": "x" * 64}, **headers)

    def test_is_given_back_with_a_token_of_now(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        answer = self.send(stranger, sign_in, TYPED, HTTP_SEC_FETCH_SITE="same-origin")
        page = answer.content.decode()
        assert answer.status_code == 403
        assert 'action="/account/change/?from=here"' in page
        assert "عمر 🕯️" in page
        assert "Save what I typed" in page
        assert "x" * 64 not in page
        assert User.objects.get(pk=stranger.pk).full_name == stranger.full_name

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
    def test_a_forged_one_is_not(self, stranger: User, sign_in: Callable[..., Client], site: str) -> None:
        headers = {"HTTP_SEC_FETCH_SITE": site} if site else {}
        page = self.send(stranger, sign_in, TYPED, **headers).content
        assert b"This form was open too long" in page
        assert "عمر".encode() not in page

    def test_passwords_are_not(self, stranger: User, sign_in: Callable[..., Client]) -> None:
        answer = self.send(stranger, sign_in, {"new_password": "secret"}, HTTP_SEC_FETCH_SITE="same-origin")
        assert b"This form was open too long" in answer.content


def test_after_an_hour_it_is_too_late(ended: Client, stranger: User) -> None:
    ended.post(FORM, TYPED)
    session = ended.session
    session[typed_text.KEY] |= {"at": timezone.now().timestamp() - typed_text.LONGEST_KEPT_SECONDS}
    session.save()
    assert come_back(ended, stranger)["Location"] == "/account/"
    assert typed_text.KEY not in ended.session


def test_twelve_hours_end_a_sign_in_without_losing_the_text(
    stranger: User, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(stranger)
    session = client.session
    session["signed_in_at"] -= 12 * 60 * 60 + 1
    session.save()
    assert client.post(FORM, TYPED)["Location"].startswith("/sign-in/")
    assert come_back(client, stranger)["Location"].startswith("/sign-in/typed/")


def test_an_hour_without_a_click_ends_it_too(stranger: User, sign_in: Callable[..., Client]) -> None:
    client = sign_in(stranger)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.post(FORM, TYPED)["Location"].startswith("/sign-in/")
        assert come_back(client, stranger)["Location"].startswith("/sign-in/typed/")


def test_the_text_never_reaches_the_cookie_or_the_record(ended: Client) -> None:
    answer = ended.post(FORM, TYPED)
    assert "Nia" not in str(answer.cookies)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM records_auditevent WHERE details::text LIKE '%Nia%'")
        assert cursor.fetchone() == (0,)
