"""What lies on each table: the question of each item in which people talk, and sheets to write on."""

from collections.abc import Iterator

from planning.choices import PackPart
from planning.exports.materials import sheets_to_write_on
from planning.exports.rows import materials_of
from planning.exports.sheets import Brief, Sheet, printed_rows, rows_for_participants

LINES = 15


def table_questions(brief: Brief, language: str) -> Iterator[Sheet]:
    """A sheet for each item in which people talk, for each table to have before it."""
    items = [row for row in rows_for_participants(brief, language) if row.is_talk]
    styles = ("pack", "part_table_questions")
    title = PackPart.TABLE_QUESTIONS.label
    yield Sheet("pdf/parts/table_questions.html", title, language, {"items": items}, styles)


def worksheets(brief: Brief, language: str) -> Iterator[Sheet]:
    """A lined sheet for each thing to write on that the agenda names and no other part holds."""
    context = {"names": sheets_to_write_on(materials_of(printed_rows(brief, language)))}
    context["lines"] = range(LINES)
    styles = ("pack", "part_worksheets")
    yield Sheet("pdf/parts/worksheets.html", PackPart.WORKSHEETS.label, language, context, styles)
