"""What the pack holds of that which an agenda asks to bring."""

import pytest

from planning.choices import PackPart
from planning.exports.materials import part_of, sheets_to_write_on


@pytest.mark.parametrize(
    ("material", "part"),
    [
        ("Sign-in sheet", PackPart.SIGN_IN),
        ("Second survey", PackPart.SURVEY),
        ("Ground rules on a card", PackPart.GROUND_RULES),
        ("Question card 2", PackPart.TABLE_QUESTIONS),
        ("Problem-solving worksheet", PackPart.WORKSHEETS),
        ("Sheet for offers of help", PackPart.WORKSHEETS),
        ("Contact card", PackPart.WORKSHEETS),
        ("Flip chart or large sheet", ""),
        ("Fact sheet in main languages", ""),
        ("Microphone", ""),
    ],
)
def test_what_the_pack_holds(material: str, part: str) -> None:
    assert part_of(material) == part


def test_sheets_to_write_on_are_those_without_a_part_of_their_own() -> None:
    assert sheets_to_write_on(["Idea sheets", "Survey", "Contact card", "Food"]) == [
        "Idea sheets",
        "Contact card",
    ]
