"""A Redis of our own."""

import contextlib
import os
import socket
import time

from tools import machine, programs
from tools.say import Stop, tail
from tools.service_set import PATIENCE_SECONDS, ServiceSet


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
        kept = "no" if self.services.is_throwaway else "yes"
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
