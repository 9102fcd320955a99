"""The library as strangers read it: every case, no sign-in, and not one question to the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from casestudies import content
from casestudies.content import Case
from tests.dialogues.views.conftest import signed_in
from tests.factories.accounts import UserFactory

LIST = "/cases/"


@pytest.fixture
def stranger() -> Client:
    return Client()


def page_of(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


# No django_db: these pages would fail if they asked the database.


def test_list_shows_every_place(stranger: Client) -> None:
    page = page_of(stranger, LIST)
    for case in content.cases():
        assert reverse("casestudies:case-show", args=[case.key]) in page
        assert escape(case.situation) in page


def test_filters_stay_chosen_and_can_be_left(stranger: Client) -> None:
    page = page_of(stranger, f"{LIST}?q=council&phase=sustained&trigger=force")
    assert '<option value="sustained" selected>' in page
    assert '<option value="force" selected>' in page
    assert 'value="council"' in page
    assert "Show all" in page
    assert "Erie" in page


def test_nothing_found_says_what_to_try(stranger: Client) -> None:
    page = page_of(stranger, f"{LIST}?q=zeppelin")
    assert "No case matches" in page
    assert "0 of" in page


def test_hostile_words_are_text(stranger: Client) -> None:
    assert "<script>alert" not in page_of(stranger, f"{LIST}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")


@pytest.mark.parametrize("case", content.cases(), ids=lambda case: case.key)
def test_every_case_is_shown_whole(stranger: Client, case: Case) -> None:
    page = page_of(stranger, reverse("casestudies:case-show", args=[case.key]))
    for text in (case.place, case.situation, *case.done, *case.lessons, *case.difficulties):
        assert escape(text) in page
    for outcome in case.outcomes:
        assert escape(outcome.text) in page
        assert escape(outcome.strength.label) in page
    for source in case.sources:
        assert escape(source.url) in page


@pytest.mark.parametrize("key", ["atlantis", "erie2", "__init__"])
def test_unknown_case_does_not_exist(stranger: Client, key: str) -> None:
    assert stranger.get(f"{LIST}{key}/").status_code == 404


@pytest.mark.parametrize("address", [LIST, f"{LIST}erie/"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_only_read(stranger: Client, address: str, method: str) -> None:
    assert getattr(stranger, method)(address).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("address", [LIST, f"{LIST}erie/"])
def test_a_signed_in_reader_costs_the_frame_only(address: str) -> None:
    browser = signed_in(UserFactory())
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    tables = " ".join(query["sql"] for query in asked)
    assert "dialogues_" not in tables
    assert len([query for query in asked if "SAVEPOINT" not in query["sql"]]) == 4
