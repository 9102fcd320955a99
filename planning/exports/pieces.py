"""Long agendas on paper: items in several documents, because one has limits of time and size (records.formats.pdf)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.html import escape
from django.utils.translation import gettext as _

from planning.exports.rows import Row
from planning.exports.sheets import Sheet

MOST_ITEMS, MOST_BYTES = 100, 100_000  # of one piece: about forty pages


def split(whole: Sheet) -> Iterator[Sheet]:
    """The sheet, or of one with many items several in its place: `goes_on` says that it is not the first of them, and
    `is_to_go_on` not the last. What stands around the items belongs on those alone.
    """
    pieces = _pieces(whole.context["items"])
    for number, rows in enumerate(pieces, start=1):
        goes_on, is_to_go_on = number > 1, number < len(pieces)
        title = whole.title
        if goes_on:
            words = {"part": title, "first": rows[0].number, "last": rows[-1].number}
            title = _("%(part)s, items %(first)d to %(last)d") % words
        context = whole.context | {"items": rows, "goes_on": goes_on, "is_to_go_on": is_to_go_on}
        yield replace(whole, title=title, context=context)


def _pieces(rows: Sequence[Row]) -> list[list[Row]]:
    """Items in their order, so many together as one document can hold; one list at least."""
    pieces: list[list[Row]] = [[]]
    size = 0
    for row in rows:
        own = len(escape(" ".join((row.purpose, *row.instructions, *row.script, *row.ground_rules))).encode())
        if pieces[-1] and (len(pieces[-1]) == MOST_ITEMS or size + own > MOST_BYTES):
            pieces.append([])
            size = 0
        pieces[-1].append(row)
        size += own
    return [_closed(piece) for piece in pieces if piece] or [[]]


def _closed(rows: list[Row]) -> list[Row]:
    """What runs side by side over the edge of a piece begins and ends in each."""
    if rows[0].lane:
        rows[0] = replace(rows[0], opens_lanes=True)
    if rows[-1].lane:
        rows[-1] = replace(rows[-1], closes_lanes=True)
    return rows
