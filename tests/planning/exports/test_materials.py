"""What the pack holds of that which an agenda asks to bring."""

import pytest

from planning import content
from planning.choices import PackPart
from planning.exports.materials import Paper, paper_of, part_of, sheets_to_write_on
from planning.summaries.wording import pairs


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
        ("Case sheets", ""),
        ("Microphone", ""),
        ("question CARDS", PackPart.TABLE_QUESTIONS),
        ("Hojas de registro", PackPart.SIGN_IN),
        ("Cards in Spanish", ""),
        ("Cards for the raffle", ""),
        ("Police survey results", ""),
    ],
)
def test_what_the_pack_holds(material: str, part: str) -> None:
    assert part_of(material) == part


def test_sheets_to_write_on_are_those_without_a_part_of_their_own() -> None:
    assert sheets_to_write_on(["Idea sheets", "Survey", "Contact card", "Food"]) == [
        "Idea sheets",
        "Contact card",
    ]


@pytest.mark.parametrize("key", content.FORMAT_KEYS)
def test_the_pack_holds_the_same_in_spanish(key: str) -> None:
    """Same part, and a card where the English is a card."""
    things = [(thing, pairs()[thing]) for thing in content.format(key).materials]
    assert [both for both in things if len({(part_of(each), paper_of(each)) for each in both}) > 1] == []


def test_contacts_are_a_card_for_each_person() -> None:
    names = ["Contact card", "Contact sheet", "Hoja de contactos", "Idea cards", "Tarjetas", "Idea sheet"]
    assert [paper_of(name) for name in names] == [Paper.CONTACTS] * 3 + [Paper.CARDS] * 2 + [Paper.SHEET]
