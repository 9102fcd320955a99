"""Every kind of item has its place in the arithmetic."""

from planning.choices import BlockKind
from planning.timing import kinds


def test_every_kind_has_a_slice_and_the_words_are_those_of_the_agenda() -> None:
    known = set(BlockKind.values)
    assert set(kinds.SLICE_OF) == known
    assert set(kinds.SLICE_OF.values()) == set(kinds.SLICES)
    assert known >= kinds.RESTING | kinds.TALKING | kinds.RESIDENTS_TALK


def test_nobody_talks_while_people_rest() -> None:
    assert not kinds.RESTING & kinds.TALKING
    assert kinds.RESIDENTS_TALK <= kinds.TALKING
