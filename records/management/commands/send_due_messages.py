"""Sending without a broker: the same sweep as the task, once or for as long as the command runs."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections

from records.services import dispatch

logger = logging.getLogger("records.dispatch")


class Command(BaseCommand):
    help = "Send the messages that are due. With --watch it goes on until stopped; two of them do no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", action="store_true", help="go on until stopped")

    def handle(self, **options: Any) -> None:
        if not options["watch"]:
            tally = dispatch.send_due()
            told = ", ".join(f"{count} {state}" for state, count in sorted(tally.items()))
            self.stdout.write(told or "Nothing was due.")
            return
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        while not stop.is_set():
            sweep()
            stop.wait(settings.OUTBOX_POLL_SECONDS)


def sweep() -> None:
    """One sweep that survives a database that is away for a moment."""
    close_old_connections()
    try:
        dispatch.send_due()
    except DatabaseTrouble as trouble:
        logger.warning("database out of reach", extra={"error_class": type(trouble).__name__})
        connections.close_all()
