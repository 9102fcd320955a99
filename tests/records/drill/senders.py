"""Starting and ending the processes of the drills, from the test process."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.records.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[3]


def database_url() -> str:
    """The test database, for another process."""
    of = connection.settings_dict
    secret = quote(of["PASSWORD"], safe="")
    return f"postgres://{of['USER']}:{secret}@{of['HOST']}:{of['PORT']}/{of['NAME']}"


def environment(server: MailServer, *, lease: float, poll: float = 0.1) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.records.drill.settings",
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        "MAILBOX_DIR": "" if server.is_forgetful else str(server.folder),
        "OUTBOX_LEASE_SECONDS": str(lease),
        "OUTBOX_POLL_SECONDS": str(poll),
        "DRILL_MAY_DIE": "1",
    }


@dataclass
class Senders:
    """Sender processes under a supervisor that replaces the dead."""

    process: subprocess.Popen[str]
    started: list[int] = field(default_factory=list)
    killed: set[int] = field(default_factory=set)

    def listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.started.append(int(line))

    def newest(self) -> int:
        return self.started[-1]

    def kill_one(self, dice: random.Random) -> None:
        """Kill one of those alive and wait for its replacement."""
        before = len(self.started)
        pid = dice.choice([pid for pid in self.started if pid not in self.killed])
        self.killed.add(pid)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: len(self.started) > before, seconds=10)


@contextmanager
def senders(server: MailServer, count: int, *, lease: float) -> Iterator[Senders]:
    command = [sys.executable, "-m", "tests.records.drill.supervise", str(count)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(server, lease=lease),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    running = Senders(process)
    listener = threading.Thread(target=running.listen)
    listener.start()
    try:
        wait_until(lambda: len(running.started) >= count, seconds=30)
        yield running
    finally:
        process.communicate()  # closes its standard input: it kills its senders and ends
        listener.join()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> float:
    """Wait for it, and return how long that took."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"not within {seconds} s")
        time.sleep(0.02)
    return time.monotonic() - begun
