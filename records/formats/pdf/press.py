"""The press: a child process that turns one document after the other into PDF, and can do little else.

It starts clean (own environment, no secrets, no open files but its two pipes), warms up on a small
document, then gives away what it will not need: files to write, network, new programs, more memory.
Each document, and each section of a bound one, has 20 seconds of processor time; the parent ends the process after
30 on the clock.
"""

import ctypes
import json
import logging
import os
import resource
import select
import sys
import sysconfig
from collections.abc import Callable
from functools import partial
from io import FileIO
from pathlib import Path

from records.formats.pdf import wire
from records.formats.pdf.tree import TooDeep
from records.formats.pdf.typeset import Typesetter
from records.frames import with_room

ROOT = Path(__file__).resolve().parents[3]
MEMORY_BYTES = 2 * 1024**3
IDLE_SECONDS = 600
# A press is replaced before small leaks add up: each section of a document leaves a little behind, a pack about 2 MB.
MAX_SECTIONS = 200
MAX_RESIDENT_KB = 600_000
_PAGES = "/proc/self/statm"  # the second number: pages in memory now
_PAGE_KB = resource.getpagesize() // 1024

_WARM_UP = "<html lang=en><title>.</title><h1>Warm up</h1><table><tr><th>1</th><td>2</td></tr></table>"
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
# Of Python's audit events, what a typesetter never does.
_REFUSED = (
    "ftplib.",
    "os.chmod",
    "os.exec",
    "os.fork",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.spawn",
    "os.system",
    "socket.",
    "subprocess.",
    "urllib.",
)


@with_room
def main(cpu_seconds: int) -> None:
    """Entry point, started by the pool. No section of a document gets more than `cpu_seconds` of the processor."""
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    questions, answers = FileIO(0, "rb"), FileIO(1, "wb")
    typesetter = Typesetter(ROOT / "static" / "pdf")
    section = {"html": _WARM_UP, "lang": "en", "title": "Warm up", "styles": ["base"]}
    typesetter.make(sections=[section], lang="en", title="Warm up", paper="letter")
    give_away()
    wire.send(answers, b'{"ready": true}')
    serve(typesetter, questions, answers, partial(limit_processor_time, cpu_seconds))


def serve(typesetter: Typesetter, questions: FileIO, answers: FileIO, limit: Callable[[], None]) -> None:
    """Answer until the parent goes, nothing comes for ten minutes, or this press is worn out."""
    teller = Teller(answers, limit)
    while True:
        readable, _, _ = select.select([questions], [], [], IDLE_SECONDS)
        question = wire.receive(questions) if readable else None
        if question is None:
            return
        wire.send(answers, b'{"started": true}')
        limit()
        head, body = make(typesetter, question, teller)
        worn = teller.count >= MAX_SECTIONS or "refused" in head or resident_kb() > MAX_RESIDENT_KB
        wire.send(answers, json.dumps({**head, "last": worn}).encode())
        if body:
            wire.send(answers, body)
        if worn:
            return


class Teller:
    """One section more is laid out: the parent hears it, and the next one has its own seconds. Counts them all."""

    def __init__(self, answers: FileIO, limit: Callable[[], None]) -> None:
        self.answers, self.limit, self.count = answers, limit, 0

    def __call__(self, number: int) -> None:
        self.count += 1
        wire.send(self.answers, json.dumps({"section": number}).encode())
        self.limit()


def make(
    typesetter: Typesetter, question: bytes, on_section: Callable[[int], None]
) -> tuple[dict[str, object], bytes]:
    try:
        body, pages = typesetter.make(**json.loads(question), on_section=on_section)
    except (TooDeep, RecursionError, MemoryError) as error:
        return {"refused": "too_large", "why": type(error).__name__}, b""
    except Exception as error:  # noqa: BLE001 -- whatever WeasyPrint stumbles over, the next document must not
        return {"refused": "failed", "why": type(error).__name__}, b""
    return {"pages": pages}, body


def give_away() -> None:
    """Keep only what typesetting needs. What this machine cannot refuse, the next line refuses."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # words of a document never reach a log
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET):
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(refuse)


_READABLE = tuple(
    {
        str(ROOT / "records"),
        sys.prefix,
        sys.base_prefix,
        *sysconfig.get_paths().values(),
        "/usr/share/zoneinfo",
        _PAGES,
    }
)


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Python asks this before each socket, program or file. Only the program's own files are read."""
    if event.startswith(_REFUSED):
        raise PermissionError(event)
    if event == "open":
        path, _mode, flags = arguments
        writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or not str(path).startswith(_READABLE):
            raise PermissionError(event)


def limit_processor_time(seconds: int) -> None:
    """So many seconds from now; the process has used some for the documents before."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def resident_kb() -> int:
    """What is in memory now. The largest amount ever, which is told everywhere, has in it what the program had that
    started this one: the press of a large program would be worn out after each document."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # macOS counts bytes
    return int(Path(_PAGES).read_text().split()[1]) * _PAGE_KB
