"""A PostgreSQL of our own."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from tools import machine, programs
from tools.say import Stop, step, tail
from tools.service_set import PATIENCE_SECONDS, ServiceSet, end

OLDEST_POSTGRES = 15


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
        made_by = self._made_by()
        home, user = self.services.home.parent, machine.service_user()
        folder = programs.postgres(oldest=OLDEST_POSTGRES, made_by=made_by, for_user=user, home=home)
        if made_by is None:
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
            end(running[0], signal.SIGINT)  # "fast": disconnects clients, writes everything down

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
        if self.services.is_throwaway:  # lost at a power cut, and nobody minds
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
        if self.services.is_throwaway:
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

    def _made_by(self) -> int | None:
        """The version whose whole data folder is there; an unfinished one carries no mark."""
        mark = self.data / "made-by"
        return int(mark.read_text()) if mark.exists() else None

    def _refuse_other_version(self, folder: Path) -> None:
        made_by, now = self._made_by(), programs.postgres_version(folder)
        if made_by == now:
            return
        if self.services.is_throwaway:
            self._make(folder)
            return
        raise Stop(
            f"The data in {self.data} was made by PostgreSQL {made_by}, and this machine now has {now}."
            f" Install PostgreSQL {made_by} again, or move that"
            " folder away to begin anew with the demo."
        )
