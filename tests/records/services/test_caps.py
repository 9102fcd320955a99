"""One address, many dialogues: no more than so many letters a day, and never fewer because a count is lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from records.models import Message
from records.services import caps, dispatch
from tests.records.mail_server import MailServer
from tests.records.services.rows import again, state_of

pytestmark = pytest.mark.django_db
Post = Callable[..., Message]
ADDRESS = "participant-1@example.test"


@pytest.fixture(autouse=True)
def two_a_day(settings: Settings) -> None:
    settings.MAIL_PER_ADDRESS_A_DAY = 2


def test_letters_beyond_the_limit_wait_whichever_dialogue_they_come_from(
    server: MailServer, post: Post
) -> None:
    messages = [post(dialogue_id=number) for number in range(1, 4)]
    assert dispatch.send_due() == {"sent": 2}
    assert len(server.recipients()) == 2
    (waiting,) = (message for message in messages if state_of(message) == "pending")
    wait = waiting.next_attempt_at - timezone.now()
    assert timedelta(minutes=59) < wait <= timedelta(minutes=60)
    assert not waiting.tries.exists()
    again(waiting)
    cache.clear()  # the next day
    assert dispatch.send_due() == {"sent": 1}


def test_other_addresses_and_letters_of_accounts_go(server: MailServer, post: Post) -> None:
    for _turn in range(2):
        caps.count(address=ADDRESS)
    post(dialogue_id=1)
    post(dialogue_id=1, recipient="participant:2")
    post(dialogue_id=None)
    assert dispatch.send_due() == {"sent": 2}


def test_what_may_have_gone_already_is_not_kept_back(server: MailServer, left_in: Post) -> None:
    for _turn in range(2):
        caps.count(address=ADDRESS)
    message = left_in("sending", dialogue_id=1)
    dispatch.send_due()
    assert state_of(message) == "sent"


def test_large_letters_and_spaces_are_one_address_and_a_day_ends() -> None:
    caps.count(address=ADDRESS)
    caps.count(address=f" {ADDRESS.upper()} ")
    assert caps.is_full(address=ADDRESS)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert not caps.is_full(address=ADDRESS)


def test_nought_is_no_limit(settings: Settings) -> None:
    settings.MAIL_PER_ADDRESS_A_DAY = 0
    for _turn in range(5):
        caps.count(address=ADDRESS)
    assert not caps.is_full(address=ADDRESS)


def test_the_cache_holds_no_address() -> None:
    caps.count(address=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM django_cache")
        assert "example" not in str(cursor.fetchall())


@pytest.mark.parametrize("trouble", [DatabaseError, OSError])
def test_when_counts_cannot_be_kept_letters_go(monkeypatch: pytest.MonkeyPatch, trouble: type) -> None:
    def fail(*_: object, **__: object) -> None:
        raise trouble

    for name in ("get", "add", "incr"):
        monkeypatch.setattr(cache, name, fail, raising=False)
    caps.count(address=ADDRESS)
    assert not caps.is_full(address=ADDRESS)


def test_without_its_table_nothing_breaks() -> None:
    """The transaction that asks goes on: a failed count is taken back alone."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_cache RENAME TO django_cache_gone")
        caps.count(address=ADDRESS)
        assert not caps.is_full(address=ADDRESS)
        cursor.execute("SELECT 1")
