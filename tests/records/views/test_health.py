"""/healthz and /readyz: plain words, no secrets, quick even when what they ask is away."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.models.functions import Now
from django.test import Client
from pytest_django import Settings

from records import summaries
from records.models import Message, Tick
from tests.records.drill.broker import broker
from tests.records.mail_server import free_port

Post = Callable[..., Message]


def ticked(ago: timedelta = timedelta(0), task: str | None = None) -> None:
    for name in [task] if task else [summaries.SWEEP_TICK, summaries.SENDER_TICK]:
        Tick.objects.of_task(name).delete()
        Tick.objects.create(task=name, slot=Now() - ago)


def ask(client: Client) -> tuple[int, dict[str, dict[str, object]]]:
    answer = client.get("/readyz")
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()["checks"]


def test_healthz_needs_nothing(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"well": True, "says": "This process answers."})


@pytest.mark.django_db
def test_readyz_is_well(client: Client, settings: Settings) -> None:
    ticked()
    code, checks = ask(client)
    assert code == 200, checks
    assert set(checks) == {"database", "clock", "sender", "messages", "broker"}
    assert checks["messages"]["says"] == "No message is late."
    assert "seconds ago" in str(checks["clock"]["says"])


@pytest.mark.django_db
def test_readyz_says_who_never_came(client: Client) -> None:
    code, checks = ask(client)
    assert code == 503
    assert checks["clock"]["says"] == "The clock ticked never. Start Celery beat and a worker."
    assert not checks["sender"]["well"]


@pytest.mark.django_db
def test_readyz_misses_a_beat_and_a_sender(client: Client, settings: Settings) -> None:
    """F14: no beat raises the alarm within three periods, or half a minute when the periods are short."""
    settings.OUTBOX_POLL_SECONDS = 20
    ticked(timedelta(seconds=59))
    assert ask(client)[0] == 200
    ticked(timedelta(seconds=61), summaries.SWEEP_TICK)
    code, checks = ask(client)
    assert (code, checks["clock"]["well"], checks["sender"]["well"]) == (503, False, True)
    assert "61 seconds ago" in str(checks["clock"]["says"])


@pytest.mark.django_db
def test_readyz_tells_of_late_messages(client: Client, post: Post) -> None:
    ticked()
    post(not_before=Now() - timedelta(minutes=4))
    post(state="dead")
    code, checks = ask(client)
    assert (code, checks["messages"]["well"]) == (200, True)
    assert (
        checks["messages"]["says"]
        == "The oldest unsent message is 4 minutes late. 1 need a person to look at them."
    )
    Message.objects.filter(state="pending").update(not_before=Now() - timedelta(hours=5))
    code, checks = ask(client)
    assert (code, checks["messages"]["well"]) == (503, False)
    assert "5 hours late. Look at the mail server." in str(checks["messages"]["says"])


@pytest.mark.django_db
def test_readyz_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("connection to server at 10.0.0.1 failed: password")

    monkeypatch.setattr(summaries.connection, "cursor", refuse)
    code, checks = ask(client)
    assert code == 503
    assert checks["database"]["says"] == "The database does not answer. No page works without it."
    assert set(checks) == {"database", "broker"}


@pytest.mark.django_db
def test_readyz_without_a_broker_is_quick(client: Client, settings: Settings) -> None:
    ticked()
    settings.REDIS_URL = f"redis://:secret-word@127.0.0.1:{free_port()}/0"
    begun = time.monotonic()
    answer = client.get("/readyz")
    assert time.monotonic() - begun < 2.5
    assert answer.status_code == 503
    assert "The broker does not answer" in answer.text
    assert "secret-word" not in answer.text
    assert "127.0.0.1" not in answer.text


@pytest.mark.django_db
@pytest.mark.services
def test_pages_with_a_frozen_broker(client: Client, settings: Settings, tmp_path: Path) -> None:
    """F7: a frozen Redis costs /readyz about a second, and every other page nothing."""
    ticked()
    with broker(tmp_path) as frozen:
        settings.REDIS_URL = settings.CELERY_BROKER_URL = frozen.url
        with frozen.frozen():
            assert timed(client, "/readyz") < 3
            assert timed(client, "/sign-in/") < 1


def timed(client: Client, path: str) -> float:
    begun = time.monotonic()
    client.get(path)
    return time.monotonic() - begun


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
