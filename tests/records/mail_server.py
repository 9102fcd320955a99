"""A mail server that tests can script: it answers badly, hangs up, and freezes or kills whoever talks to it."""

import logging
import os
import signal
import socket
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from records import mailbox

logging.getLogger("mail.log").setLevel(logging.WARNING)

Reply = Callable[[str], str | None]


@dataclass
class Arrived:
    message_id: str
    to: list[str]
    content: bytes


@dataclass
class MailServer:
    """`replies[step]` may answer instead of the server, for the steps rcpt and data; returning None means 250.

    `at[moment]` is called at a moment of the dialogue with the client: mail, before_354, after_354, body,
    accepted (kept, but the client does not know yet), told. A message is in `arrived` once per acceptance.
    """

    folder: Path
    port: int = 0
    replies: dict[str, Reply] = field(default_factory=dict)
    at: dict[str, Callable[[str], None]] = field(default_factory=dict)
    arrived: list[Arrived] = field(default_factory=list)
    connections: int = 0
    is_forgetful: bool = False  # keeps nothing in the folder, so there are no receipts
    controller: "_Controller | None" = None

    def start(self) -> Self:
        self.controller = _Controller(self)
        self.controller.start()
        self.port = self.controller.port
        return self

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def times_arrived(self) -> Counter[str]:
        return Counter(one.message_id for one in self.arrived)

    def recipients(self) -> list[str]:
        return [address for one in self.arrived for address in one.to]

    def moment(self, name: str, about: str) -> None:
        if name in self.at:
            self.at[name](about)


class _Handler:
    def __init__(self, server: MailServer) -> None:
        self.server = server

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.server.moment("mail", address)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        reply = self.server.replies.get("rcpt", lambda _: None)(address)
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        message_id = BytesHeaderParser().parsebytes(envelope.content)["Message-ID"]
        self.server.moment("body", message_id)
        reply = self.server.replies.get("data", lambda _: None)(message_id)
        if reply and reply != "cut":
            return reply
        if not self.server.is_forgetful:
            mailbox.store(self.server.folder, envelope.content, envelope.rcpt_tos)
        self.server.arrived.append(Arrived(message_id, list(envelope.rcpt_tos), envelope.content))
        self.server.moment("accepted", message_id)
        if reply == "cut":
            server.transport.abort()
        return "250 Kept"


class _Protocol(SMTP):
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.event_handler.server.connections += 1

    async def push(self, status: Any) -> None:
        is_go_ahead = str(status).startswith("354")
        if is_go_ahead:
            self.event_handler.server.moment("before_354", "")
        await super().push(status)
        if is_go_ahead:
            self.event_handler.server.moment("after_354", "")
        if str(status).startswith("250 Kept"):
            self.event_handler.server.moment("told", "")


class _Controller(Controller):
    def __init__(self, server: MailServer) -> None:
        port = server.port or free_port()
        super().__init__(_Handler(server), hostname="127.0.0.1", port=port, server_hostname="localhost")
        self._server_of_tests = server

    def factory(self) -> SMTP:
        return _Protocol(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        super()._trigger_server()
        self._server_of_tests.connections = 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def signal_once(
    pid: Callable[[], int], sign: signal.Signals
) -> tuple[Callable[[str], None], threading.Event]:
    """For `at`: sends the signal the first time, and says when it did."""
    done = threading.Event()

    def act(_: str) -> None:
        if not done.is_set():
            os.kill(pid(), sign)
            done.set()

    return act, done
