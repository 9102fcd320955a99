"""The mail server of development: accepts every letter and keeps it as a file for the mailbox page."""

import logging
import signal
import socket
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from records import mailbox

try:
    from aiosmtpd import controller as aiosmtpd
except ImportError:  # production installs only what it needs
    aiosmtpd = None  # type: ignore[assignment]

LOOPBACK = "127.0.0.1"


class Keep:
    """Writes each message down before it says 250, so that the folder can serve as the book of receipts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        is_new = mailbox.store(self.folder, envelope.content, envelope.rcpt_tos)
        return "250 Kept" if is_new else "250 Already here"


class Command(BaseCommand):
    help = "Accept mail on this machine and keep it for the mailbox page. Development only."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT, help="default: of EMAIL_URL")

    def handle(self, *, port: int, **_: Any) -> None:
        folder = self.folder()
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # it would tell every address
        refuse_busy_port(port)
        controller = aiosmtpd.Controller(
            Keep(folder), hostname=LOOPBACK, port=port, server_hostname="localhost"
        )
        controller.start()
        self.stdout.write(f"Mail to {LOOPBACK}:{port} is kept in {folder}")
        self.stdout.flush()  # who waits for this line may be reading a file
        stopped = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stopped.set())
        stopped.wait()
        controller.stop()

    def folder(self) -> Path:
        """Where to keep the letters; refuses where that would be wrong."""
        if settings.IS_PRODUCTION:
            raise CommandError("This keeps every letter in a folder. It does not run in production.")
        if not settings.MAILBOX_DIR:
            raise CommandError("Set MAILBOX_DIR to the folder that the letters go to.")
        if aiosmtpd is None:
            raise CommandError("aiosmtpd is missing. Install requirements/run.txt.")
        settings.MAILBOX_DIR.mkdir(parents=True, exist_ok=True)
        return Path(settings.MAILBOX_DIR)


def refuse_busy_port(port: int) -> None:
    """Asked beforehand: the mail server itself would wait for seconds before it says so."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as trouble:
            raise CommandError(
                f"Port {port} is in use, or may not be used. Choose another one in EMAIL_URL."
            ) from trouble
