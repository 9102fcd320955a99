"""The sweep as a command: once, or watching through a database that goes away."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from records.management.commands import send_due_messages
from records.models import Message
from records.services import dispatch
from tests.records.mail_server import MailServer

pytestmark = pytest.mark.django_db

Post = Callable[..., Message]


def test_once(server: MailServer, post: Post) -> None:
    post()
    post(recipient="participant:2", context={"withdraw": "cancelled"})
    told = StringIO()
    call_command("send_due_messages", stdout=told)
    call_command("send_due_messages", stdout=told)
    assert told.getvalue().split("\n")[:2] == ["1 cancelled, 1 sent", "Nothing was due."]


def test_watching_survives_a_database_that_is_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OperationalError("server at 10.0.0.1 closed the connection, password")

    monkeypatch.setattr(dispatch, "send_due", refuse)
    monkeypatch.setattr(send_due_messages, "close_old_connections", lambda: None)
    monkeypatch.setattr(send_due_messages.connections, "close_all", lambda: None)
    send_due_messages.sweep()
    assert caplog.messages == ["database out of reach"]
    assert caplog.records[0].error_class == "OperationalError"
