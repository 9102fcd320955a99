"""The folder, the password and the system user of one pair of servers."""

import contextlib
import os
import secrets
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools import machine
from tools.places import CHECKOUT, VAR
from tools.say import note

PATIENCE_SECONDS = 60
_outlive_us: list[subprocess.Popen] = []  # Python would complain about servers that go on running


@dataclass
class ServiceSet:
    """One pair of servers with its folder."""

    name: str  # "run", "test" or another one to throw away
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

    @property
    def is_throwaway(self) -> bool:
        return self.name != "run"

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
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd="/",
                **self.user,
            )
        _outlive_us.append(process)
        return process

    @property
    def keep_mark(self) -> Path:
        return self.home / "keep-running"


def end(pid: int, first: signal.Signals) -> None:
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
