"""One JSON object per line, from an allow-list of fields: no address or typed text can reach a log."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("route", "method", "status", "milliseconds", "task", "message_id", "state", "error_class")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON line; exceptions are told by class and place, never by their text."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        if record.exc_info and record.exc_info[0]:
            line["error_class"] = record.exc_info[0].__name__
            line["at_code"] = self._places(record)
        elif record.args and record.levelno < logging.ERROR:
            line["event"] = record.getMessage()
        return json.dumps(line, ensure_ascii=True, default=str)

    @staticmethod
    def _places(record: logging.LogRecord) -> list[str]:
        places, trace = [], record.exc_info[2] if record.exc_info else None
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return places[-8:]
