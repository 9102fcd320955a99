import csv as plain_csv
import io
import resource
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.formats import csv

COLUMNS = [
    csv.Column("name", "Name", is_required=True),
    csv.Column("email", "E-mail", also=("mail",)),
    csv.Column("note", "Note"),
]
STARTS = [
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\r=",
    "\0=",
    "\x0b=",
    "\x85=",
    "\n=",
    " =",
    "＝",
    "＋",
    "－",
    "＠",
    "\ufeff=",
    "'=",
]
ENDINGS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "SUM(1,2)"]


def read(raw: bytes | str, **limits: int) -> csv.Table:
    return csv.read(io.BytesIO(raw.encode() if isinstance(raw, str) else raw), columns=COLUMNS, **limits)


def sentences(table: csv.Table) -> str:
    return "\n".join(str(problem) for problem in table.problems)


def written(*rows: list[object]) -> bytes:
    return b"".join(csv.write(["name", "email", "note"], rows))


# --- writing -----------------------------------------------------------------------------------------


def test_written_table_opens_in_spreadsheets():
    assert (
        written(["José", None, 'says "hi"'])
        == '\ufeff"name","email","note"\r\n"José","","says ""hi"""\r\n'.encode()
    )


def test_values_are_written_plainly():
    assert [csv.cell_text(value) for value in (-5, 2.5, Decimal("-1.20"), date(2026, 12, 8), True)] == [
        "-5",
        "2.5",
        "-1.20",
        "2026-12-08",
        "True",
    ]


@pytest.mark.parametrize("payload", [start + ending for start in STARTS for ending in ENDINGS])
def test_nothing_written_is_calculated(payload):
    cell = csv.cell_text(payload)
    assert cell.startswith("'")
    assert not set(cell) & {"\0", "\x0b", "\x85", "\ufeff"}


def test_ordinary_words_stay_as_they_are():
    for words in ("it's", "o'clock = time", "1-2", "a@b.org", "'quoted'", ""):
        assert csv.cell_text(words) == words


def test_rows_are_taken_one_at_a_time():
    taken = []

    def rows():
        for number in range(50_000):
            taken.append(number)
            yield [f"Person {number}", "demo@example.org", "x" * 50]

    pieces = csv.write(["name", "email", "note"], rows())
    next(pieces)
    next(pieces)
    assert len(taken) < 1000
    assert max(len(piece) for piece in pieces) < 40_000


@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), min_size=1, max_size=5))
def test_what_was_written_reads_back(rows):
    rows = [[f"n{row[0]}", *row[1:]] for row in rows]
    back = read(written(*rows))
    assert back.problems == []
    kept = [[_kept(cell) for cell in row] for row in rows]
    assert [[row.cells["name"], row.cells["email"], row.cells["note"]] for row in back.rows] == kept


def _kept(cell: str) -> str:
    """A cell without control signs and without space around it."""
    cell = "".join("�" if "\ud800" <= sign <= "\udfff" else sign for sign in cell)
    return csv._NOT_TEXT.sub("", cell).replace("\r\n", "\n").strip()


# --- reading -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_common_shapes_are_read(mark, separator, end):
    table = read(
        mark
        + end.join(separator.join(row) for row in [["E-Mail", " NAME *"], ["a@b.org", "Ana"], ["", "Bo"]])
    )
    assert table.problems == []
    assert table.rows == [
        csv.Row(2, {"email": "a@b.org", "name": "Ana"}),
        csv.Row(3, {"email": "", "name": "Bo"}),
    ]


def test_utf_16_and_announced_separator_are_read():
    assert read("sep=;\r\nname;mail\r\nÅsa;x\r\n".encode("utf-16")).rows == [
        csv.Row(3, {"name": "Åsa", "email": "x"})
    ]


def test_western_letters_are_guessed_and_said():
    table = read("name\nJosé “Pepe”\n".encode("cp1252"))
    assert table.rows[0].cells["name"] == "José “Pepe”"
    assert "Windows-1252" in table.notes[0]


def test_line_breaks_inside_cells_do_not_shift_row_numbers():
    table = read('name,note\nAna,"two\nlines"\n\nBo,"x",extra\n')
    assert table.rows == [csv.Row(2, {"name": "Ana", "note": "two\nlines"})]
    assert sentences(table).startswith("Row 4: 3 cells, but 2 columns.")


def test_unknown_columns_are_left_out_and_named():
    table = read("name,shoe size,hat\nAna,40,\n")
    assert table.rows == [csv.Row(2, {"name": "Ana"})]
    assert table.notes == ["2 columns are not known here and are left out: shoe size, hat."]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"name,email\r\n", "no rows below"),
        (b"PK\x03\x04rest", "“Save as”, then CSV"),
        (b"\xd0\xcf\x11\xe0rest", "“Save as”, then CSV"),
        (b"%PDF-1.7", "not a table"),
        (b"name\nA\0na\n", "signs that are not text"),
        (b"name\nA\x81\x8d\n", "letters in this file cannot be read"),
        (b"\xff\xfen\x00a\x00m", "letters in this file cannot be read"),
        (b"email\nx\n", "Row 1: The first row must name the columns. Missing: Name."),
        (b"name,Name\na,b\n", "Row 1: The column “Name” is there twice."),
        (b"name,email\nAna\n", "Row 2: One cell, but 2 columns."),
        (b"name\n" + b"x" * 40_000, "Row 2: A cell is longer than 32768 signs."),
        (b'name\n"never closed\n' + b"x\n" * 90_000, "Row 2: A cell is longer"),
        (b"name," + b"," * 300 + b"x\na\n", "more than 200 columns"),
        (b"<html><body>Sign in</body></html>", "must name the columns"),
    ],
)
def test_trouble_is_told_with_a_way_out(raw, sentence):
    table = read(raw)
    assert sentence in sentences(table)
    assert table.rows == []


def test_trouble_in_rows_is_told_for_each_row_and_ends():
    table = read("name,email\n" + "alone\n" * 70 + "Ana,a\n")
    assert [problem.row for problem in table.problems] == [*range(2, 52), None]


def test_too_large_file_is_refused_early():
    begun = time.process_time()
    assert "larger than 10.0" in sentences(read(b"name\n" + b"x,y\n" * 3_000_000))
    assert time.process_time() - begun < 1


def test_hundred_thousand_rows_are_refused_within_a_second():
    raw = b"name,email\n" + b"Demo Person,demo@example.org\n" * 100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    table = read(raw)
    assert time.process_time() - begun < 1
    assert table.rows == []
    assert "more than 50000 rows" in sentences(table)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_million_columns_are_refused_within_a_second():
    begun = time.process_time()
    assert read(b"name," + b"x," * 1_000_000 + b"\na\n").problems
    assert time.process_time() - begun < 1


@given(st.binary(max_size=300))
def test_any_bytes_give_a_table_or_a_sentence(raw):
    table = read(raw)
    assert table.rows or table.problems


def test_own_reader_agrees_with_pythons():
    raw = written(["Ana", "a@b.org", "-"], ["Bo", "", "x\ny"])
    rows = list(plain_csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["note"] for row in rows] == ["'-", "x\ny"]
    assert [row.cells["note"] for row in read(raw).rows] == ["-", "x\ny"]
