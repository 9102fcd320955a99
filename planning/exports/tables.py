"""What lies on each table: the question of each item in which people talk, and sheets to write on."""

import re
from collections.abc import Iterator

from planning.choices import PackPart
from planning.exports.rows import materials_of
from planning.exports.sheets import Brief, Sheet, printed_rows, rows_for_participants

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
    r"question (card|sheet)|guiding question|(tarjeta|hoja)s? de preguntas?": PackPart.TABLE_QUESTIONS,
}
WRITTEN_ON = re.compile(
    r"\b(worksheets?|sheets?|cards?|guiding questions|hojas?|tarjetas?|fichas?)\b", re.IGNORECASE
)
NOT_OURS = re.compile(r"\b(fact|large|flip|signal|chart|datos|grande)\b", re.IGNORECASE)
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


def sheets_to_write_on(materials: list[str]) -> list[str]:
    return [name for name in materials if part_of(name) == PackPart.WORKSHEETS]


def part_of(material: str) -> str:
    """The part of a pack that holds the material; nothing when the team brings it."""
    for words, part in PART_OF_MATERIAL.items():
        if re.search(words, material, re.IGNORECASE):
            return part
    is_ours = WRITTEN_ON.search(material) and not NOT_OURS.search(material)
    return PackPart.WORKSHEETS if is_ours else ""
