"""Words for the terminal: what is being done, and one plain sentence when it cannot be."""

import contextlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path


class Stop(Exception):
    """Something outside the program is in the way. The text says what, and the way out."""


def line(text: str = "") -> None:
    print(text, flush=True)


def note(text: str) -> None:
    line(f"    {text}")


@contextlib.contextmanager
def step(doing: str) -> Iterator[None]:
    """Shows what is being done while it is done, and how long it took when that was noticeable."""
    began = time.monotonic()
    line(f"  {doing} …")
    yield
    took = time.monotonic() - began
    if took >= 3:
        note(f"done in {took:.0f} s")


def tail(path: Path, lines: int = 12) -> str:
    """The end of a log, indented, for a sentence that needs a witness."""
    try:
        last = path.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return ""
    return "\n".join(f"    {text}" for text in last)


def guarded(main: Callable[[], int | None]) -> None:
    """Runs a command: a known obstacle becomes its sentence, Ctrl-C (or a kill) a quiet end."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, signal.default_int_handler)
    try:
        code = main()
    except Stop as stop:
        line()
        print(f"{stop}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        line()
        code = 130
    except BrokenPipeError:  # whoever read our words has gone
        code = 1
    except PermissionError as refused:
        print(
            f"\nConvene may not write {refused.filename}. Make it yours, or remove it, and try again.",
            file=sys.stderr,
        )
        code = 1
    except OSError as failed:
        if failed.errno not in {28, 30, 122}:
            raise
        why = {28: "the disk is full", 30: "the folder is read-only", 122: "your disk quota is used up"}[
            failed.errno
        ]
        print(f"\nConvene cannot write {failed.filename or 'its files'}: {why}.", file=sys.stderr)
        code = 1
    raise SystemExit(code or 0)
