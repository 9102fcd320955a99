"""One JSON object per line, from an allow-list of fields: no address or typed text can reach a log.

Other libraries put into their lines what they please: an address, a name, a password in an address of Redis. So a
line holds their fixed words with numbers and names of our own tasks in place; everything else is an ellipsis.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

FIELDS = ("route", "method", "status", "milliseconds", "task", "message_id", "state", "error_class")

LEFT_OUT = "…"
_TASK = re.compile(r"[a-z]+\.tasks\.[a-z_]+")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line; exceptions are told by class and place, never by their text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _words(record),
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[0]:
            line["error_class"] = record.exc_info[0].__name__
            line["at_code"] = self._places(record)
        return json.dumps(line, ensure_ascii=True, default=str)

    @staticmethod
    def _places(record: logging.LogRecord) -> list[str]:
        places, trace = [], record.exc_info[2] if record.exc_info else None
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return places[-8:]


class _LeftOut:
    """Stands for a value that is not told, however it is asked for."""

    def __str__(self) -> str:
        return LEFT_OUT

    __repr__ = __str__


def _words(record: logging.LogRecord) -> str:
    """The fixed words of a line with what is safe in place. An address written into them is left out as well."""
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    args = record.args
    safe: object = (
        {name: _safe(value) for name, value in args.items()}
        if isinstance(args, Mapping)
        else tuple(_safe(value) for value in args or ())
    )
    try:
        words = record.msg % safe if args else record.msg
    except (TypeError, ValueError):  # a number was asked for where a text was left out
        words = record.msg
    return _ADDRESS.sub(LEFT_OUT, words)


def _safe(value: object) -> object:
    if isinstance(value, int | float):
        return value
    return value if isinstance(value, str) and _TASK.fullmatch(value) else _LeftOut()
