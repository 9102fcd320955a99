"""Keeps one warm press for each process of the program, and ends it when it misbehaves."""

import atexit
import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any, NamedTuple, cast

from records.errors import Refusal
from records.formats.errors import (
    BindingTookTooLong,
    DocumentNotMade,
    DocumentTookTooLong,
    DocumentTooLarge,
    PressBusy,
)
from records.formats.pdf import wire

CPU_SECONDS = 20  # of the processor, for one section
WALL_SECONDS = 30  # on the clock, with starting the press where it was not warm
BINDING_SECONDS = 240  # for all sections of a bound document: 300 items in large print and two languages
WAIT_SECONDS = 60

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[3]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from records.formats.pdf.press import main; main(int(sys.argv[2]))"
)
_KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")


class PressGone(Exception):
    """The press ended before it took the document up: another may try."""


class Made(NamedTuple):
    """A PDF, and how many pages it has."""

    content: bytes
    pages: int


class Press:
    """One child process and its two pipes."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 -- no shell, and every argument is ours
            [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), str(CPU_SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=_environment(),
            cwd="/",
            start_new_session=True,
        )
        self.questions = cast("RawIOBase", self.process.stdin)
        self.answers = cast("RawIOBase", self.process.stdout)
        self.is_ready = False
        self.is_worn = False

    def make(self, job: bytes, on_section: Callable[[int], None] | None = None) -> Made:
        """The PDF, or the refusal that says why there is none."""
        until = time.monotonic() + BINDING_SECONDS
        with self._deadline(until):
            self.is_ready = self.is_ready or wire.receive(self.answers) is not None
            self._hand_over(job)
        self.is_worn = True  # until it says otherwise
        answer, body = self._answer(until)
        while "section" in answer:
            if on_section:
                on_section(answer["section"])
            answer, body = self._answer(until)
        self.is_worn = answer.get("last", True)
        if not body:
            logger.warning("document not made: %s %s", answer.get("refused"), answer.get("why", ""))
            raise BindingTookTooLong if time.monotonic() > until else _refusal(answer.get("refused", "ended"))
        return Made(body, answer.get("pages", 0))

    def _answer(self, until: float) -> tuple[dict[str, Any], bytes | None]:
        """The next word of the press, with the PDF if it is the last one."""
        with self._deadline(until):
            answer = json.loads(wire.receive(self.answers) or b'{"refused": "ended"}')
            is_last = not {"refused", "section"} & set(answer)
            return answer, wire.receive(self.answers) if is_last else None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close this side of the pipes; the press sees it and ends by itself."""
        for pipe in (self.questions, self.answers):
            with contextlib.suppress(OSError):
                pipe.close()

    def _hand_over(self, job: bytes) -> None:
        try:
            wire.send(self.questions, job)
        except OSError as error:
            raise PressGone from error
        if wire.receive(self.answers) is None:
            raise PressGone

    @contextlib.contextmanager
    def _deadline(self, until: float) -> Iterator[None]:
        seconds = max(min(WALL_SECONDS, until - time.monotonic()), 0)
        timer = threading.Timer(seconds, self.process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()


class Pool:
    """Hands documents to the press, one at a time. Threads queue; a forked process starts its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._press: Press | None = None

    def make(self, job: bytes, on_section: Callable[[int], None] | None = None) -> Made:
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise PressBusy
        try:
            return self._make(job, on_section)
        except PressGone:  # it had been idle and has just gone home
            return self._make_or_refuse(job, on_section)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the press, if there is one."""
        press, self._press = self._press, None
        if press:
            press.end()

    def forget(self) -> None:
        """In a forked child: the press belongs to the parent, and perhaps the lock was held there."""
        press, self._press = self._press, None
        self._lock = threading.Lock()
        if press:
            press.process.returncode = 0  # not this process's child: nothing to wait for
            press.let_go()

    def _make(self, job: bytes, on_section: Callable[[int], None] | None) -> Made:
        press = self._press = self._press or Press()
        try:
            return press.make(job, on_section)
        except PressGone:
            self.close()
            raise
        finally:
            if press.is_worn:
                self.close()
                self._press = Press()  # warms up while nobody waits

    def _make_or_refuse(self, job: bytes, on_section: Callable[[int], None] | None) -> Made:
        try:
            return self._make(job, on_section)
        except PressGone as error:  # two in a row could not even begin: the machine is too busy
            raise PressBusy from error


def _refusal(reason: str) -> Refusal:
    if reason == "too_large":
        return DocumentTooLarge()
    if reason == "failed":
        return DocumentNotMade()
    # It ended without a word: out of processor time or of memory, or stopped by the clock.
    return DocumentTookTooLong()


def _environment() -> dict[str, str]:
    """Fonts and libraries only: no database address, no keys."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        "HOME": "/nonexistent",
        "LC_ALL": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",
        "FONTCONFIG_FILE": str(_ROOT / "static" / "pdf" / "fonts.conf"),
        "XDG_CACHE_HOME": str(_ROOT / "var" / "cache"),
    }


POOL = Pool()
atexit.register(POOL.close)
os.register_at_fork(after_in_child=POOL.forget)
