"""Fixtures of the records room: the drill kinds, a mail server, rows to send, processes to kill."""

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models.functions import Now
from pytest_django import Settings

from records import registers
from records.actors import SYSTEM
from records.models import Message
from records.services import clock, outbox
from tests.records.drill.kinds import KINDS
from tests.records.mail_server import MailServer


@pytest.fixture(autouse=True)
def drill_kinds() -> Iterator[None]:
    for kind in KINDS:
        registers.register_message_kind(kind)
    yield
    for kind in KINDS:
        registers._message_kinds.pop(kind.name)


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[MailServer]:
    """A running mail server whose folder is the book of receipts; senders in this process go to it."""
    folder = tmp_path / "mailbox"
    folder.mkdir()
    server = MailServer(folder).start()
    settings.MAILBOX_DIR = folder
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def post() -> Callable[..., Message]:
    """Leave one drill message; any column may be set afterwards by name."""

    def post(kind: str = "drill", recipient: str = "participant:1", **columns: Any) -> Message:
        asked = {
            name: columns.pop(name) for name in ("context", "session_id", "dialogue_id") if name in columns
        }
        message = outbox.post(
            by=SYSTEM,
            kind=kind,
            key=str(uuid.uuid4()),
            recipient=recipient,
            expires_at=clock.database_now() + timedelta(days=2),
            **({"context": {}} | asked),
        )
        assert message is not None
        if columns:
            Message.objects.filter(pk=message.pk).update(**columns)
            message.refresh_from_db()
        return message

    return post


@pytest.fixture
def left_in(post: Callable[..., Message]) -> Callable[..., Message]:
    """A message whose sender died: in this state, held by nobody alive, its lease just over."""

    def left_in(state: str, **columns: Any) -> Message:
        message = post(**columns)
        Message.objects.filter(pk=message.pk).update(
            state=state,
            lease_owner=uuid.uuid4(),
            lease_until=Now() - timedelta(seconds=1),
            next_attempt_at=Now() - timedelta(seconds=1),
            attempts=1 if state == "sending" else 0,
        )
        if state == "sending":
            message.tries.create(number=1, started_at=Now())
        message.refresh_from_db()
        return message

    return left_in
