"""The programs that `make run` starts: told apart in the log, stopped together, missed when gone."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tools.places import ROOT, VAR
from tools.say import line, tail

LOGS = VAR / "log"
PATIENCE_SECONDS = 25
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Children:
    def __init__(self) -> None:
        self._processes: dict[str, subprocess.Popen] = {}
        self.speaks = threading.Event()  # until all is ready, what they say goes to the logs only
        self._libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def start(self, name: str, command: list[str], env: dict[str, str]) -> None:
        LOGS.mkdir(parents=True, exist_ok=True)
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C reaches only us; we then stop them in order
            preexec_fn=self._die_with_us,  # noqa: PLW1509 - one call into libc; no thread holds a lock it needs
        )
        self._processes[name] = process
        threading.Thread(target=_stream, args=(name, process, self.speaks), daemon=True).start()

    def _die_with_us(self) -> None:
        if self._libc:
            self._libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)

    def gone(self) -> str | None:
        """A sentence about the first program that ended by itself, or None."""
        for name, process in self._processes.items():
            if process.poll() is not None:
                time.sleep(0.2)  # let the last lines arrive
                last = tail(log_of(name))
                return (
                    f"The {name} program ended by itself (code {process.returncode}). Its last lines:\n{last}"
                )
        return None

    def stop(self) -> None:
        """Asks all to finish, last started first; insists after a while or at a second Ctrl-C."""
        running = [process for process in reversed(self._processes.values()) if process.poll() is None]
        for process in running:
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + PATIENCE_SECONDS
        try:
            while any(process.poll() is None for process in running) and time.monotonic() < until:
                time.sleep(0.05)
        except KeyboardInterrupt:
            line("Stopping at once.")
        for process in self._processes.values():
            _signal_group(process, signal.SIGKILL)  # whatever is left of a program's own children
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=5)


def _signal(process: subprocess.Popen, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(sign)


def _signal_group(process: subprocess.Popen, sign: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sign)


def log_of(name: str) -> Path:
    return LOGS / f"{name}.log"


def _stream(name: str, process: subprocess.Popen, speaks: threading.Event) -> None:
    with log_of(name).open("w") as log:
        for text in process.stdout or ():
            log.write(text)
            log.flush()
            if speaks.is_set() and text.strip():
                line(f"{name:>7} | {text.rstrip()}")
