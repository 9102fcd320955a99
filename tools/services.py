"""PostgreSQL and Redis of our own, for a machine where DATABASE_URL and REDIS_URL are not set.

Two sets, which never meet: "run" keeps data carefully; "test" trades safety for speed and may be thrown
away. Each listens on a free port of 127.0.0.1 behind a password of its own. Servers that we did not start
are never touched.

Who uses a set holds a shared lock on it; the last to leave stops the servers, also after a `kill -9` of the
others, because the kernel drops a dead process's lock. `make services` leaves a mark that keeps them running.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from tools.postgres import Postgres
from tools.redis import Redis
from tools.service_set import ServiceSet


@contextlib.contextmanager
def _alone(services: ServiceSet) -> Iterator[None]:
    """Starting and stopping is done by one at a time."""
    with (services.home / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wanted(services: ServiceSet) -> list[tuple[str, Postgres | Redis]]:
    both: list[tuple[str, Postgres | Redis]] = [
        ("DATABASE_URL", Postgres(services)),
        ("REDIS_URL", Redis(services)),
    ]
    return [(variable, server) for variable, server in both if not os.environ.get(variable)]


def start(services: ServiceSet) -> dict[str, str]:
    """Starts what is not running and returns the addresses as environment variables."""
    addresses = {key: os.environ[key] for key in ("DATABASE_URL", "REDIS_URL") if os.environ.get(key)}
    with _alone(services):
        for variable, server in _wanted(services):
            server.start()
            addresses[variable] = server.url()
    return addresses


@contextlib.contextmanager
def using(name: str) -> Iterator[dict[str, str]]:
    """The addresses of a running set; the last one to leave turns off the light."""
    services = ServiceSet(name)
    with (services.home / "in-use.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield start(services)
        finally:
            if not services.keep_mark.exists():
                stop(services, lock)


def stop(services: ServiceSet, lock: IO[str]) -> None:
    with _alone(services):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # somebody else still uses them
        for server in (Redis(services), Postgres(services)):
            server.stop()


def keep(name: str) -> dict[str, str]:
    services = ServiceSet(name)
    services.keep_mark.touch()
    return start(services)


def let_go(name: str) -> None:
    services = ServiceSet(name)
    services.keep_mark.unlink(missing_ok=True)
    with (services.home / "in-use.lock").open("w") as lock:
        stop(services, lock)
