"""Sketches stay inside the room, and nobody sits on another."""

import pytest

from planning.choices import ROOM_OF_FORMAT, RoomKind
from planning.content import FORMAT_KEYS
from planning.exports.rooms import HEIGHT, MOST_TABLES_DRAWN, WIDTH, sketch


@pytest.mark.parametrize("tables", [1, 2, 7, 12, 60])
@pytest.mark.parametrize("kind", RoomKind.values)
def test_all_of_it_stands_inside(kind: str, tables: int) -> None:
    for mark in sketch(kind, tables):
        assert mark.r <= mark.x <= WIDTH - mark.r
        assert mark.y - mark.r >= 40
        assert mark.y + mark.r <= HEIGHT


@pytest.mark.parametrize("kind", [RoomKind.CIRCLE, RoomKind.HORSESHOE, RoomKind.THEATRE])
def test_chairs_do_not_overlap(kind: str) -> None:
    marks = sketch(kind, 1)
    apart = [
        (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.r + other.r) ** 2
        for place, one in enumerate(marks)
        for other in marks[:place]
    ]
    assert all(apart)


@pytest.mark.parametrize("kind", RoomKind.values)
@pytest.mark.parametrize("tables", [1, 7, 12])
def test_nobody_sits_in_the_door(kind: str, tables: int) -> None:
    """The door and its word: templates/pdf/parts/room.html."""
    assert not [mark for mark in sketch(kind, tables) if mark.x - mark.r < 58 and mark.y + mark.r > 350]


def test_tables_are_numbered_and_at_most_twelve_are_drawn() -> None:
    assert [mark.label for mark in sketch(RoomKind.ROUND_TABLES, 3) if mark.label] == ["1", "2", "3"]
    assert len([mark for mark in sketch(RoomKind.ROUND_TABLES, 60) if mark.label]) == MOST_TABLES_DRAWN


def test_every_format_has_a_room() -> None:
    assert set(ROOM_OF_FORMAT) == set(FORMAT_KEYS)
