"""A Redis of our own that tests may freeze, empty and kill, and a Celery worker with a beat that go to it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.records.drill.senders import ROOT, environment, wait_until
from tests.records.mail_server import MailServer, free_port
from tools import programs


@dataclass
class Broker:
    """One redis-server on a port of its own."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = programs.redis(for_user=None, home=self.folder)
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        wait_until(self.answers, seconds=20)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)
        yield
        os.kill(self.process.pid, signal.SIGCONT)

    def everything(self) -> bytes:
        """Every key and value that is in it."""
        with self.client() as client:
            keys = client.keys()
            return b"\n".join([*keys, *(client.dump(key) or b"" for key in keys)])


@contextmanager
def broker(folder: Path) -> Iterator[Broker]:
    running = Broker(folder, free_port())
    running.start()
    try:
        yield running
    finally:
        running.kill()


@contextmanager
def worker(server: MailServer, through: Broker, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with an embedded beat, on the test database; its log goes to a file."""
    words = ["worker", "--beat", "--concurrency=1", "--without-mingle", "--without-gossip", "--loglevel=INFO"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "config", *words],
            cwd=ROOT,
            env=environment(server, lease=3, poll=0.5) | {"REDIS_URL": through.url},
            stdout=out,
            stderr=out,
        )
        try:
            wait_until(lambda: is_ready(process, log), seconds=60)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def is_ready(process: subprocess.Popen[bytes], log: Path) -> bool:
    assert process.poll() is None, log.read_text()[-2000:]
    return " ready." in log.read_text()
