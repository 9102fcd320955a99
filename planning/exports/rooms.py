"""Sketches of rooms, seen from above: where chairs, tables and the front stand. Plain numbers, drawn as SVG."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from planning.choices import RoomKind

# The sketch is 640 wide and 420 high; the front of the room is at the top.
WIDTH, HEIGHT = 640, 420
MOST_TABLES_DRAWN = 12
BESIDE = 54  # free at both sides of round tables: the door is on the left


@dataclass(frozen=True)
class Mark:
    """A circle: a chair, or a table with its number."""

    x: int
    y: int
    r: int
    label: str = ""


def sketch(kind: str, tables: int, seats: int = 8) -> list[Mark]:
    """Chairs and tables of one room; both numbers count for round tables only, and at most twelve are drawn."""
    draw = _DRAWN_AS[RoomKind(kind)]
    return draw(tables, seats)


def _ring(x: float, y: float, radius: float, seats: int, *, start: float, stop: float) -> list[Mark]:
    """Chairs on an arc, angles in degrees, clockwise from the right."""
    step = (stop - start) / seats
    angles = [math.radians(start + step * (seat + 0.5)) for seat in range(seats)]
    return [
        Mark(round(x + radius * math.cos(angle)), round(y + radius * math.sin(angle)), 9) for angle in angles
    ]


def _circle(_tables: int, _seats: int) -> list[Mark]:
    return _ring(WIDTH / 2, 225, 130, 20, start=-90, stop=270)


def _horseshoe(_tables: int, _seats: int) -> list[Mark]:
    arc = _ring(WIDTH / 2, 225, 140, 12, start=0, stop=180)
    sides = [Mark(x, y, 9) for x in (180, 460) for y in (120, 160, 200)]
    return sides + arc


def _round_tables(tables: int, seats: int) -> list[Mark]:
    drawn = min(tables, MOST_TABLES_DRAWN)
    across = math.ceil(math.sqrt(drawn * 1.6))
    rows = math.ceil(drawn / across)
    wide, high = (WIDTH - 2 * BESIDE) / across, 340 / rows
    radius = min(wide, high) * 0.26
    marks = []
    for number in range(drawn):
        x, y = BESIDE + wide * (number % across + 0.5), 75 + high * (number // across + 0.5)
        marks.append(Mark(round(x), round(y), round(radius), str(number + 1)))
        marks += [
            Mark(each.x, each.y, max(round(radius * 0.22), 5))
            for each in _ring(x, y, radius * 1.45, seats, start=0, stop=360)
        ]
    return marks


def _theatre(_tables: int, _seats: int) -> list[Mark]:
    columns = [*range(80, 300, 40), *range(360, 580, 40)]
    return [Mark(x, y, 9) for y in range(130, 400, 45) for x in columns]


_DRAWN_AS: dict[RoomKind, Callable[[int, int], list[Mark]]] = {
    RoomKind.CIRCLE: _circle,
    RoomKind.HORSESHOE: _horseshoe,
    RoomKind.ROUND_TABLES: _round_tables,
    RoomKind.THEATRE: _theatre,
}
