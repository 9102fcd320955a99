"""People at their browsers."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from dialogues.choices import Seat
from dialogues.models import Dialogue
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import DialogueFactory, seated


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def typed(page: HttpResponse, **values: object) -> dict[str, object]:
    """What a browser would send back from a page with a form, with some fields typed anew."""
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (shown | values).items() if value not in (None, [])}


def questions(browser: Client, address: str) -> int:
    """How often a page asks the database, once the browser is known."""
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked)


def without_tokens(page: HttpResponse) -> str:
    """The words of a page, without what differs each time by design."""
    return re.sub(
        r'name="csrfmiddlewaretoken" value="[^"]+"|data-(token|left)="[^"]+"', "", page.content.decode()
    )


@pytest.fixture
def dialogue() -> Dialogue:
    return DialogueFactory()


@pytest.fixture
def liaison(dialogue: Dialogue) -> Client:
    """The liaison of `dialogue`, signed in."""
    return signed_in(seated(dialogue))


@pytest.fixture
def designer(dialogue: Dialogue) -> Client:
    return signed_in(seated(dialogue, Seat.DESIGNER))


@pytest.fixture
def neutral(dialogue: Dialogue) -> Client:
    return signed_in(seated(dialogue, Seat.NEUTRAL))


@pytest.fixture
def stranger() -> Client:
    return signed_in(UserFactory())
