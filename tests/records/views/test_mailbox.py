"""The mailbox page: readable by everyone in development, absent elsewhere, and nothing in a letter runs."""

import runpy
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

import config.urls
from records import mailbox, smtp
from records.registers import Attachment, Letter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.records.urls")]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.MAILBOX_DIR, settings.PUBLIC_ORIGIN = tmp_path, "http://testserver"
    return tmp_path


def put(folder: Path, key: str = "m1", **changes: object) -> str:
    letter = Letter(**({"to": "demo@example.test", "subject": "You are invited", "text": "Hello"} | changes))
    mailbox.store(folder, smtp.compose(letter, key).content, [letter.to])
    return f"/mailbox/{key}@convene.invalid/"


def test_empty_list_says_what_to_do(client: Client, folder: Path) -> None:
    page = client.get("/mailbox/").text
    assert "No letter has been sent yet" in page
    assert "Invite someone to a session" in page


def test_list_shows_letters_and_finds_a_recipient(client: Client, folder: Path) -> None:
    put(folder, "m1", to="ana@example.test")
    put(folder, "m2", to="luis@example.test", subject="Reminder")
    assert client.get("/mailbox/").text.count('<th scope="row"') == 2
    found = client.get("/mailbox/", {"to": "luis"}).text
    assert "Reminder" in found
    assert "ana@example.test" not in found
    assert "No letter went to “nobody”" in client.get("/mailbox/", {"to": "nobody"}).text


def test_list_is_paged(client: Client, folder: Path) -> None:
    for number in range(30):
        put(folder, f"m{number}", to="ana@example.test")
    first = client.get("/mailbox/", {"to": "ana"})
    assert first.text.count('<th scope="row"') == 25
    after = first.context["more_after"]
    second = client.get("/mailbox/", {"to": "ana", "after": after}).text
    assert second.count('<th scope="row"') == 5
    assert "Newest letters" in second
    assert "to=ana" in second, "the search goes along"


def test_letter_shows_words_and_working_links(client: Client, folder: Path) -> None:
    text = "Answer here: http://testserver/rsvp/abc/ or not at https://evil.example/x\nBye"
    html = '<p>Please <a href="http://testserver/rsvp/abc/">answer</a>.</p><a href="https://evil.example/">more</a>'
    page = client.get(put(folder, text=text, html=html)).text
    assert page.count('<a href="/rsvp/abc/">') == 2
    assert 'href="https://evil.example' not in page
    assert "https://evil.example/x<br>Bye" in page
    assert "demo@example.test" in page


HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"><svg/onload=alert(3)> javascript:alert(4)'


def test_nothing_in_a_letter_runs(client: Client, folder: Path) -> None:
    file = Attachment(f"{HOSTILE}.html", HOSTILE.encode(), "text/html")
    address = put(folder, subject=HOSTILE, from_name=HOSTILE, text=HOSTILE, html=HOSTILE, attachments=[file])
    for page in (client.get("/mailbox/").text, client.get(address).text):
        assert "alert(1)" in page, "it is shown, as words"
        for markup in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript'):
            assert markup not in page
    assert client.get("/mailbox/", {"to": HOSTILE}).text.count("<script>alert") == 0


def test_files_are_downloaded_never_opened_here(client: Client, folder: Path) -> None:
    files = [
        Attachment("session.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar; method=REQUEST"),
        Attachment('../x"\r\nSet-Cookie: a=b.html', b"<script>alert(1)</script>", "text/html"),
    ]
    address = put(folder, attachments=files)
    calendar, page = (client.get(f"{address}files/{number}/") for number in (1, 2))
    assert calendar["Content-Type"] == "text/calendar"
    assert calendar.getvalue() == b"BEGIN:VCALENDAR\r\n"
    assert page["Content-Type"] == "application/octet-stream"
    assert "Set-Cookie" not in page
    for answer in (calendar, page):
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert "session.ics" in client.get(address).text


@pytest.mark.parametrize(
    "path", ["nothing/", "..%2f..%2fetc%2fpasswd/", "m1@convene.invalid/files/1/", "a/files/0/"]
)
def test_what_is_not_there_is_not_found(client: Client, folder: Path, path: str) -> None:
    put(folder)
    assert client.get(f"/mailbox/{path}").status_code == 404


def test_pages_only_answer_reading(client: Client, folder: Path) -> None:
    assert {client.post(path).status_code for path in ("/mailbox/", put(folder))} == {405}


@pytest.mark.parametrize(
    ("is_set", "is_production", "is_there"),
    [(True, False, True), (False, False, False), (True, True, False), (False, True, False)],
)
def test_without_a_folder_or_in_production_there_is_no_mailbox(
    settings: Settings, tmp_path: Path, is_set: bool, is_production: bool, is_there: bool
) -> None:
    settings.MAILBOX_DIR, settings.IS_PRODUCTION = tmp_path if is_set else None, is_production
    patterns = runpy.run_path(config.urls.__file__)["urlpatterns"]
    assert ("mailbox/" in [str(pattern.pattern) for pattern in patterns]) is is_there
