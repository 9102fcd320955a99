"""Servers of our own: they start, are shared, survive a kill, and are gone when the last user leaves."""

import os
import shutil
import signal
import time
from collections.abc import Iterator

import psycopg
import pytest

from tools import machine, services
from tools.places import VAR
from tools.postgres import Postgres
from tools.redis import Redis
from tools.service_set import ServiceSet

pytestmark = pytest.mark.services


@pytest.fixture
def name(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A set that no one else uses; the addresses of the test run are forgotten for its time."""
    for variable in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(variable, raising=False)
    name = f"trial-{os.getpid()}"
    yield name
    services.let_go(name)
    shutil.rmtree(ServiceSet(name).home, ignore_errors=True)
    shutil.rmtree(VAR / "services" / name, ignore_errors=True)


def is_up(addresses: dict[str, str]) -> bool:
    try:
        with psycopg.connect(addresses["DATABASE_URL"], connect_timeout=3) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_servers_live_as_long_as_their_last_user(name: str) -> None:
    with services.using(name) as first:
        with services.using(name) as second:
            assert first == second
        assert is_up(first)
    assert not is_up(first)


def test_killed_server_is_replaced_and_data_stay(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ServiceSet, "is_throwaway", False)  # as `make run` keeps its data
    with services.using(name) as addresses:
        with psycopg.connect(addresses["DATABASE_URL"]) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        postgres = Postgres(ServiceSet(name))
        pid = postgres._running()[0]
        os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 10
        while machine.command_line(pid) and time.monotonic() < until:
            time.sleep(0.05)
        again = services.start(ServiceSet(name))
        with psycopg.connect(again["DATABASE_URL"]) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_stranger_in_a_stale_pid_file_is_left_alone(name: str) -> None:
    with services.using(name):
        pass
    postgres = Postgres(ServiceSet(name))
    (postgres.data / "postmaster.pid").write_text(f"{os.getpid()}\n{postgres.data}\n0\n5432\n")
    postgres.stop()
    with services.using(name) as addresses:
        assert is_up(addresses)


def test_role_is_no_superuser(name: str) -> None:
    with services.using(name) as addresses, psycopg.connect(addresses["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        assert row == (False,)


def test_redis_wants_its_password(name: str) -> None:
    with services.using(name):
        redis = Redis(ServiceSet(name))
        assert redis._answers()
        (ServiceSet(name).home / "password").write_text("another")
        assert not redis._answers()
        (ServiceSet(name).home / "password").write_text(redis_password(redis))


def redis_password(redis: Redis) -> str:
    line = next(
        text
        for text in (redis.data / "redis.conf").read_text().splitlines()
        if text.startswith("requirepass")
    )
    return line.split('"')[1]


def test_given_addresses_are_used_and_nothing_is_started(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere/convene", "REDIS_URL": "redis://elsewhere/0"}
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    with services.using(name) as addresses:
        assert addresses == given
        assert not Postgres(ServiceSet(name)).data.exists()
