"""Long agendas on paper: items in several documents, because one has limits of time and size (records.formats.pdf)."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.html import escape

from planning.exports.rows import Row

MOST_ITEMS, MOST_BYTES = 100, 100_000  # of one piece: about forty pages


def in_pieces(rows: Sequence[Row]) -> list[list[Row]]:
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
