"""What people's paths need beside a browser: a mail server whose letters can be read."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from records.services import dispatch
from tests.records.mail_server import Arrived, MailServer


class Post:
    """The mail of a test: letters are sent by the same sweep that a worker runs, and read from the server."""

    def __init__(self, server: MailServer) -> None:
        self.server = server

    def deliver(self) -> None:
        dispatch.send_due()

    def letters_to(self, address: str) -> list[str]:
        """The texts of all letters to one address, oldest first."""
        return [_text(letter) for letter in self.server.arrived if address in letter.to]

    def link_in(self, letter: str, path: str) -> str:
        """The path of the first link below `path`, without the origin: tests have an origin of their own."""
        found = re.search(rf"https?://[^/\s]+({path}\S+)", letter)
        assert found, f"no link to {path} in:\n{letter}"
        return found[1]


def _text(letter: Arrived) -> str:
    message = message_from_bytes(letter.content, policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    assert body is not None
    return f"Subject: {message['subject']}\n\n{body.get_content()}"


@pytest.fixture
def post(tmp_path: Path, settings: Settings, live_server: LiveServer) -> Iterator[Post]:
    folder = tmp_path / "mailbox"
    folder.mkdir()
    server = MailServer(folder).start()
    settings.MAILBOX_DIR = folder
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.PUBLIC_ORIGIN = live_server.url
    yield Post(server)
    server.stop()
