"""Open places in what the team says: “We meet again on [date]” on paper, filled from the next session, or a line."""

import re
from collections.abc import Iterable
from dataclasses import replace

from dialogues.models import Session
from planning.exports.rows import Row
from records.timing import spell_day

LINE = "____________"
OPEN = re.compile(r"\[(date|fecha|place|lugar)\]", re.IGNORECASE)
DATES = {"date", "fecha"}
SENTENCE = re.compile(r"[^.!?]*[.!?]*\s*")
# A day on which something is due, or on which others meet, is not that of the next session.
ANOTHER_DAY = re.compile(
    r"\bby \[date\]|\bchange by\b|\b(they|their)\b|\bantes del? \[fecha\]|\bse reúnen\b|\bsu próxima\b",
    re.IGNORECASE,
)


def has_open(rows: Iterable[Row]) -> bool:
    return any(OPEN.search(text) for row in rows for text in _texts(row))


def filled(rows: Iterable[Row], following: Session | None) -> list[Row]:
    """The rows with day and place of the next session in the active language; without one, lines to write on."""
    return [
        replace(
            row,
            instructions=tuple(fill(text, following) for text in row.instructions),
            script=tuple(fill(text, following) for text in row.script),
        )
        for row in rows
    ]


def fill(text: str, following: Session | None) -> str:
    return "".join(_sentence(part, following) for part in SENTENCE.findall(text))


def _sentence(text: str, following: Session | None) -> str:
    session = None if ANOTHER_DAY.search(text) else following

    def put(found: re.Match[str]) -> str:
        if session is None:
            return LINE
        if found[1].lower() in DATES:
            return spell_day(session.local_start)
        return session.venue or LINE

    return OPEN.sub(put, text)


def _texts(row: Row) -> tuple[str, ...]:
    return (*row.instructions, *row.script)
