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
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tools import machine, programs
from tools.places import CHECKOUT, VAR
from tools.say import Stop, note, step, tail

OLDEST_POSTGRES = 15
PATIENCE_SECONDS = 60


@dataclass
class ServiceSet:
    """One pair of servers with its folder."""

    name: str  # "run" or "test"
    home: Path = field(init=False)
    user: dict = field(init=False)

    def __post_init__(self) -> None:
        self.home = VAR / "services" / self.name
        self.home.mkdir(parents=True, exist_ok=True)
        self.user = {}
        account = machine.service_user()
        if account:
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
            if not machine.reaches(account, self.home):
                elsewhere = Path("/var/lib/convene") / CHECKOUT / self.name
                if not elsewhere.exists():
                    note(f"{account.pw_name} may not enter here; the {self.name} data lives in {elsewhere}")
                elsewhere.mkdir(parents=True, exist_ok=True)
                self.home = elsewhere

    # --- passwords, locks ---------------------------------------------------------------------------

    def password(self) -> str:
        path = self.home / "password"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    def own(self, folder: Path) -> Path:
        """A folder that only the servers' user may read."""
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        if self.user:
            os.chown(folder, self.user["user"], self.user["group"])
        return folder

    def spawn(self, command: list[str], log: Path) -> subprocess.Popen:
        """Starts a server away from our terminal, so that Ctrl-C reaches us first and we stop it last."""
        with log.open("ab") as out:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd="/",
                **self.user,
            )

    @property
    def keep_mark(self) -> Path:
        return self.home / "keep-running"


# --- PostgreSQL -----------------------------------------------------------------------------------------


class Postgres:
    def __init__(self, services: ServiceSet) -> None:
        self.services = services
        self.data = services.home / "postgres"
        self.log = services.home / "postgres.log"

    def url(self) -> str:
        return f"postgres://convene:{self.services.password()}@127.0.0.1:{self._running()[1]}/convene"

    def start(self) -> None:
        if self._running():
            return
        folder = programs.postgres(
            oldest=OLDEST_POSTGRES, for_user=machine.service_user(), home=self.services.home.parent
        )
        if not (self.data / "made-by").exists():
            with step("Making a PostgreSQL data folder"):
                self._make(folder)
        self._refuse_other_version(folder)
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # nobody lives there: _running() looked
        settings = [f"{key}={value}" for key, value in self._settings().items()]
        command = [str(folder / "postgres"), "-D", str(self.data)]
        process = self.services.spawn(
            [*command, *[part for one in settings for part in ("-c", one)]], self.log
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._running(ready=True):
            if process.poll() is not None or time.monotonic() > until:
                raise Stop(f"PostgreSQL did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        running = self._running()
        if running:
            _end(running[0], signal.SIGINT)  # "fast": disconnects clients, writes everything down

    def _running(self, *, ready: bool = False) -> tuple[int, int] | None:
        """(pid, port) of the server that lives in our data folder."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return None
        if len(lines) < 4 or str(self.data) not in machine.command_line(int(lines[0])):
            return None
        if ready and (len(lines) < 8 or lines[7].strip() != "ready"):
            return None
        return int(lines[0]), int(lines[3])

    def _settings(self) -> dict[str, object]:
        settings: dict[str, object] = {
            "listen_addresses": "127.0.0.1",
            "port": machine.free_port(),
            "unix_socket_directories": "",
            "max_connections": 100,
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "jit": "off",
        }
        if self.services.name == "test":  # lost at a power cut, and nobody minds
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
            settings |= {
                "wal_level": "minimal",
                "max_wal_senders": 0,
                "max_wal_size": "2GB",
                "autovacuum_naptime": "10min",
            }
        return settings

    def _make(self, folder: Path) -> None:
        shutil.rmtree(self.data, ignore_errors=True)  # an unfinished one: it carries no mark
        self.services.own(self.data)
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--username=postgres"]
        if self.services.name == "test":
            options.append("--no-sync")
        secret = self.services.own(self.services.home / "once") / "superuser"
        secret.write_text(secrets.token_urlsafe(24))
        if self.services.user:
            os.chown(secret, self.services.user["user"], self.services.user["group"])
        try:
            self._run([str(folder / "initdb"), "-D", str(self.data), *options, f"--pwfile={secret}"])
            # Not a superuser, as in production: what a migration may not do there, it may not do here.
            role = f"CREATE ROLE convene LOGIN CREATEDB PASSWORD '{self.services.password()}';\n"
            self._run([str(folder / "postgres"), "--single", "-D", str(self.data), "postgres"], role)
            self._run(
                [str(folder / "postgres"), "--single", "-D", str(self.data), "postgres"],
                "CREATE DATABASE convene OWNER convene;\n",
            )
        finally:
            shutil.rmtree(secret.parent, ignore_errors=True)
        (self.data / "made-by").write_text((self.data / "PG_VERSION").read_text())

    def _run(self, command: list[str], typed: str = "") -> None:
        done = subprocess.run(
            command, input=typed, capture_output=True, text=True, check=False, cwd="/", **self.services.user
        )
        if done.returncode:
            raise Stop(
                f"PostgreSQL could not make its data folder {self.data}:\n{done.stderr.strip()[-1500:]}"
            )

    def _refuse_other_version(self, folder: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by == str(programs.postgres_version(folder)):
            return
        if self.services.name == "test":
            self._make(folder)
            return
        raise Stop(
            f"The data in {self.data} was made by PostgreSQL {made_by}, and this machine now has"
            f" {programs.postgres_version(folder)}. Install PostgreSQL {made_by} again, or move that"
            " folder away to begin anew with the demo."
        )


# --- Redis ------------------------------------------------------------------------------------------------


class Redis:
    def __init__(self, services: ServiceSet) -> None:
        self.services = services
        self.data = services.home / "redis"
        self.log = services.home / "redis.log"
        self.port_file = services.home / "redis.port"

    def url(self) -> str:
        return f"redis://:{self.services.password()}@127.0.0.1:{self._port()}/0"

    def start(self) -> None:
        if self._answers():
            return
        program = programs.redis(for_user=machine.service_user(), home=self.services.home.parent)
        port = machine.free_port()
        self.services.own(self.data)
        settings = self.data / "redis.conf"  # a file, so that the password is in no list of processes
        kept = "yes" if self.services.name == "run" else "no"
        settings.write_text(
            f'bind 127.0.0.1\nport {port}\nsave ""\n'
            f'requirepass "{self.services.password()}"\ndir "{self.data}"\n'
            f"appendonly {kept}\nmaxmemory-policy noeviction\ndaemonize no\n"
        )
        settings.chmod(0o600)
        if self.services.user:
            os.chown(settings, self.services.user["user"], self.services.user["group"])
        process = self.services.spawn([str(program), str(settings)], self.log)
        self.port_file.write_text(f"{port}")
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > until:
                raise Stop(f"Redis did not start. The end of {self.log}:\n{tail(self.log)}")
            time.sleep(0.05)

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._ask("SHUTDOWN")
            until = time.monotonic() + 10
            while self._answers() and time.monotonic() < until:
                time.sleep(0.05)

    def _port(self) -> int:
        try:
            return int(self.port_file.read_text())
        except (OSError, ValueError):
            return 0

    def _answers(self) -> bool:
        """Only our own server knows our password, so a stranger on that port is no answer."""
        try:
            return self._ask("PING").endswith(b"+PONG\r\n")
        except OSError:
            return False

    def _ask(self, word: str) -> bytes:
        if not self._port():
            raise ConnectionError
        with socket.create_connection(("127.0.0.1", self._port()), timeout=2) as connection:
            connection.sendall(f"AUTH {self.services.password()}\r\n".encode())
            if not connection.recv(200).startswith(b"+OK"):
                raise ConnectionError
            connection.sendall(f"{word}\r\n".encode())
            return connection.recv(200)


# --- together -----------------------------------------------------------------------------------------


def _end(pid: int, first: signal.Signals) -> None:
    """Asks a process to end, waits, and insists."""
    for sign in (first, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            if not machine.command_line(pid):
                return
            time.sleep(0.05)


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
