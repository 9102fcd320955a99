"""Tables that leave and arrive as CSV, in the shape that spreadsheet programs open and save.

Written: UTF-8 with a byte order mark, CRLF, every cell quoted, nothing that a spreadsheet would run.
Read: what people really send, refused with a sentence that says what to do.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from records.formats._text import NotReadable, Upload, open_text

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELL_CHARACTERS = 32 * 1024
# A file with more than this is not a table yet; the rest would be the same sentences again.
MAX_PROBLEMS = 50

_BLOCK_BYTES = 32 * 1024
# Signs that make a spreadsheet calculate; their full-width forms do so in some languages. A quote in
# front of them is doubled too, so that reading can take exactly one away again.
_GUARDED = re.compile(r"\s*'*\s*[=+\-@\t\r＝＋－＠]")
_WRITTEN_GUARD = re.compile(r"\A'(?=\s*'*\s*[=+\-@\t\r＝＋－＠])")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_EDGES = re.compile(r"[\s_\-*:]+")


# --- writing ---------------------------------------------------------------------------------------


def write(header: Sequence[str | Promise], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The table in pieces, for a streaming response; rows are taken one at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell_text(name) for name in header])
    yield codecs.BOM_UTF8
    for row in rows:
        writer.writerow([cell_text(value) for value in row])
        if buffer.tell() > _BLOCK_BYTES:
            yield _emptied(buffer)
    yield _emptied(buffer)


def cell_text(value: object) -> str:
    """One cell: dates as ISO, numbers as they are, words with nothing in front that would be calculated."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    text = _NOT_TEXT.sub("", str(value)).replace("\r\n", "\n")
    return f"'{text}" if _GUARDED.match(text) else text


def _emptied(buffer: io.StringIO) -> bytes:
    block = buffer.getvalue().encode(errors="replace")
    buffer.seek(0)
    buffer.truncate()
    return block


# --- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column that the table may have, under its name, its label or another word for it."""

    name: str
    label: str | Promise = ""
    also: tuple[str, ...] = ()
    is_required: bool = False

    def is_called(self, heading: str) -> bool:
        wanted = _plain(heading)
        return wanted in {_plain(word) for word in (self.name, str(self.label), *self.also) if word}

    def __str__(self) -> str:
        return str(self.label) or self.name


class Row(NamedTuple):
    """`number` is what the spreadsheet shows beside it; `cells` holds the columns that the file has, by name."""

    number: int
    cells: dict[str, str]


class Problem(NamedTuple):
    """Why the table cannot be taken as it is. `row` is None where the whole file is meant."""

    row: int | None
    sentence: str

    def __str__(self) -> str:
        return _("Row %(row)d: %(sentence)s") % self._asdict() if self.row else self.sentence


@dataclass
class Table:
    """What was read. With problems, `rows` holds those without any; without, all of them."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add_problem(self, sentence: str, *, row: int | None = None) -> None:
        self.problems.append(Problem(row, sentence))


def read(
    upload: Upload, *, columns: Sequence[Column], max_bytes: int = MAX_BYTES, max_rows: int = MAX_ROWS
) -> Table:
    """Read an uploaded CSV file. Nothing is raised for what a person did: every trouble is a sentence."""
    table = Table()
    try:
        text = open_text(upload, max_bytes=max_bytes)
        table.notes += [text.note] if text.note else []
        records = _records(text.lines)
        number, header = next(records, (1, []))
        places = _places(table, number, header, columns)
        if places:
            _read_rows(table, records, places, max_rows)
    except NotReadable as trouble:
        return Table(problems=[Problem(None, trouble.sentence)], notes=table.notes)
    return table


@dataclass(frozen=True)
class _Places:
    """Which cell of a record is which column, and how many cells the header has."""

    width: int
    names: dict[int, str]


def _places(table: Table, number: int, header: list[str], columns: Sequence[Column]) -> _Places | None:
    """Where each column stands; None, and a sentence in the table, if that cannot be said."""
    while header and not header[-1].strip():
        header.pop()  # spreadsheets keep empty columns at the right
    if len(header) > MAX_COLUMNS:
        table.add_problem(
            _("This file has more than %(count)d columns.") % {"count": MAX_COLUMNS}, row=number
        )
        return None
    found: dict[str, int] = {}
    unknown = []
    for place, heading in enumerate(header):
        column = next((column for column in columns if column.is_called(heading)), None)
        if column is None:
            unknown += [heading.strip()[:60]] if heading.strip() else []
        elif column.name in found:
            table.add_problem(_("The column “%(name)s” is there twice.") % {"name": column}, row=number)
        else:
            found[column.name] = place
    _tell_missing(table, number, columns, found)
    _tell_unknown(table, unknown)
    return None if table.problems else _Places(len(header), {place: name for name, place in found.items()})


def _tell_missing(table: Table, number: int, columns: Sequence[Column], found: dict[str, int]) -> None:
    missing = [str(column) for column in columns if column.is_required and column.name not in found]
    if missing:
        sentence = _("The first row must name the columns. Missing: %(names)s.")
        table.add_problem(sentence % {"names": ", ".join(missing)}, row=number)
    elif not found:
        known = ", ".join(str(column) for column in columns)
        table.add_problem(
            _("The first row names none of these columns: %(names)s.") % {"names": known}, row=number
        )


def _tell_unknown(table: Table, unknown: list[str]) -> None:
    if unknown:
        sentence = ngettext(
            "One column is not known here and is left out: %(names)s.",
            "%(count)d columns are not known here and are left out: %(names)s.",
            len(unknown),
        )
        table.notes.append(sentence % {"count": len(unknown), "names": ", ".join(unknown)})


def _read_rows(
    table: Table, records: Iterator[tuple[int, list[str]]], places: _Places, max_rows: int
) -> None:
    for taken, (number, record) in enumerate(records, start=1):
        if taken > max_rows:
            sentence = _("This file has more than %(count)d rows. Split it and send the parts one by one.")
            raise NotReadable(sentence % {"count": max_rows})
        if sentence := _trouble(record, places):
            table.add_problem(sentence, row=number)
            if len(table.problems) >= MAX_PROBLEMS:
                table.add_problem(_("There may be more. Mend these first and send the file again."))
                return
            continue
        cells = {name: _cell(record[place]) for place, name in places.names.items()}
        table.rows.append(Row(number, cells))
    if not table.rows and not table.problems:
        raise NotReadable(_("There are no rows below the column names."))


def _trouble(record: list[str], places: _Places) -> str:
    while len(record) > places.width and not record[-1].strip():
        record.pop()
    if len(record) != places.width:
        sentence = ngettext(
            "One cell, but %(columns)d columns. A separator or a quotation mark may be wrong.",
            "%(cells)d cells, but %(columns)d columns. A separator or a quotation mark may be wrong.",
            len(record),
        )
        counts = {"cells": len(record), "columns": places.width}
        return sentence % counts
    if any(len(cell) > MAX_CELL_CHARACTERS for cell in record):
        return _too_long()
    return ""


def _too_long() -> str:
    sentence = _("A cell is longer than %(count)d signs. A closing quotation mark may be missing.")
    return sentence % {"count": MAX_CELL_CHARACTERS}


def _records(lines: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    """Each record that holds something, with the row number a spreadsheet shows for it."""
    first = lines.readline()
    separator, is_announced = _separator(first)
    reader = csv.reader(lines if is_announced else _chain(first, lines), delimiter=separator)
    number = 1 if is_announced else 0
    while True:
        number += 1
        try:
            record = next(reader, None)
        except csv.Error as error:  # a cell past the reader's own limit, mostly an unclosed quotation mark
            raise NotReadable(str(Problem(number, _too_long()))) from error
        if record is None:
            return
        if any(cell and not cell.isspace() for cell in record):
            yield number, record


def _chain(first: str, rest: Iterable[str]) -> Iterator[str]:
    yield first
    yield from rest


def _separator(line: str) -> tuple[str, bool]:
    """Comma, semicolon or tab: the one the first row has most of. Some programs announce it: “sep=;”."""
    if announced := re.fullmatch(r"sep=([,;\t])", line.strip("\r\n")):
        return announced[1], True
    outside_quotes = re.sub(r'"[^"]*"', "", line)
    return max(",;\t", key=outside_quotes.count), False


def _cell(value: str) -> str:
    return _WRITTEN_GUARD.sub("", value.lstrip(), count=1).strip()


def _plain(heading: str) -> str:
    """Headings compare without case, spaces, underlines and stars."""
    return _EDGES.sub("", heading).casefold()
