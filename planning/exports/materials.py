"""Which materials of an agenda a print pack holds, and in which part: of those that the program's own content names.

What a team calls its own things says nothing about what is in them, whatever words stand in the name.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from planning import content
from planning.choices import PackPart
from planning.summaries.wording import pairs

# What this pack holds under a part of its own, by the words of a material.
PART_OF_MATERIAL: dict[str, str] = {
    r"sign-in|registro": PackPart.SIGN_IN,
    r"agenda": PackPart.AGENDA,
    r"ground rules|reglas": PackPart.GROUND_RULES,
    r"name tag|etiqueta": PackPart.NAME_TAGS,
    r"table (number|card)|n[úu]meros? de mesa": PackPart.TABLE_CARDS,
    r"tally": PackPart.TALLY,
    r"note sheet|hojas? de notas": PackPart.NOTES,
    r"survey|encuesta": PackPart.SURVEY,
    r"resource sheet|hojas? de recursos": PackPart.RESOURCES,
    r"next-date|pr[óo]xima fecha": PackPart.NEXT_DATE,
    r"question (card|sheet)|guiding question": PackPart.TABLE_QUESTIONS,
    r"preguntas? guía|(tarjeta|hoja)s? (de|con la) preguntas?": PackPart.TABLE_QUESTIONS,
}
WRITTEN_ON = re.compile(
    r"\b(worksheets?|sheets?|cards?|guiding questions|hojas?|tarjetas?|fichas?)\b", re.IGNORECASE
)
NOT_OURS = re.compile(
    r"\b(fact|large|flip|signal|chart|wall|group|scene|icebreaker|case|datos|hechos|grande|pared|grupos|escenas|señales"
    r"|hielo|caso)\b",
    re.IGNORECASE,
)
CARDS = re.compile(r"\b(cards?|tarjetas?|fichas?)\b", re.IGNORECASE)
CONTACTS = re.compile(r"\bcontact", re.IGNORECASE)
SEVERAL = re.compile(r"(?<=\w\w)e?s?\b")  # what tells several from one, of each word
WHICH = re.compile(r" \d+$")  # the 2 of “Question card 2”


class Paper(StrEnum):
    """What something to write on looks like: a lined sheet for a table, or cards to cut, for one person each."""

    SHEET = "sheet"
    CARDS = "cards"
    CONTACTS = "contacts"


def paper_of(material: str) -> Paper:
    """Nobody writes a phone number where others read it: whatever holds contacts is a card for each person."""
    if CONTACTS.search(material):
        return Paper.CONTACTS
    return Paper.CARDS if CARDS.search(material) else Paper.SHEET


def sheets_to_write_on(materials: Sequence[str]) -> list[str]:
    return [name for name in materials if part_of(name) == PackPart.WORKSHEETS]


def question_cards(materials: Sequence[str]) -> list[str]:
    """What an item calls the sheet on which its question stands."""
    return [name for name in materials if part_of(name) == PackPart.TABLE_QUESTIONS]


def part_of(material: str) -> str:
    """The part of a pack that holds the material; nothing when the team brings it, as it does what it named itself."""
    if WHICH.sub("", one_of(material)) not in _known():
        return ""
    for words, part in PART_OF_MATERIAL.items():
        if re.search(words, material, re.IGNORECASE):
            return part
    is_ours = WRITTEN_ON.search(material) and not NOT_OURS.search(material)
    return PackPart.WORKSHEETS if is_ours else ""


def one_of(material: str) -> str:
    """One thing and several of it are the same: “Idea sheets” are “Idea sheet”, “Hojas” are “Hoja”."""
    return SEVERAL.sub("", material.casefold())


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """What formats and methods ask to bring, in both languages."""
    things = {thing for known in content.formats() for thing in known.materials}
    things |= {thing for method in content.methods() for thing in method.block.materials}
    both = things | {pairs()[thing] for thing in things if thing in pairs()}
    return frozenset(WHICH.sub("", one_of(thing)) for thing in both)
