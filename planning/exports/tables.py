"""What lies on each table: the question of each item in which people talk, and sheets to write on."""

from collections.abc import Iterator

from planning.choices import PackPart
from planning.exports.materials import paper_of, question_cards, sheets_to_write_on
from planning.exports.rows import materials_of
from planning.exports.sheets import Brief, Sheet, printed_rows, rows_for_participants

LINES = 15
CARDS, CARDS_LARGE = 4, 3  # to cut, on one page


def table_questions(brief: Brief, language: str) -> Iterator[Sheet]:
    """A sheet for each item in which people talk, for each table to have before it.

    It says what the agenda calls it among the things to bring (“Question card 1”), so that the crew finds it.
    """
    rows = [row for row in rows_for_participants(brief, language) if row.is_talk]
    items = [(row, question_cards(row.materials)) for row in rows]
    styles = ("pack", "part_table_questions")
    title = PackPart.TABLE_QUESTIONS.label
    yield Sheet("pdf/parts/table_questions.html", title, language, {"items": items}, styles)


def worksheets(brief: Brief, language: str) -> Iterator[Sheet]:
    """Something to write on for each thing that the agenda names and no other part holds: a lined sheet for a table,
    or cards to cut.
    """
    names = sheets_to_write_on(materials_of(printed_rows(brief, language)))
    context = {
        "things": [(name, paper_of(name)) for name in names],
        "lines": range(LINES),
        "cards": range(CARDS_LARGE if brief.is_large else CARDS),
    }
    styles = ("pack", "part_worksheets")
    yield Sheet("pdf/parts/worksheets.html", PackPart.WORKSHEETS.label, language, context, styles)
