"""A card for each person of the crew: what the role does, which items it leads, what to say, where it is named."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from planning.choices import PackPart
from planning.content import Part
from planning.exports.rows import Row
from planning.exports.sheets import Brief, Sheet, printed_rows

LEAD = "lead_facilitator"
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def crew_cards(brief: Brief, language: str) -> Iterator[Sheet]:
    """A card for each role that leads an item or that the format knows: what the role does, and when.

    Items that are not for the crew stand on the facilitator's copy alone.
    """
    rows = [row for row in printed_rows(brief, language) if row.is_for_crew]
    known = {part.role.title.in_language(language): part for part in roles_of(brief)}
    names = list(dict.fromkeys([*(row.lead for row in rows if row.lead), *known]))
    cards = [_card(name, known.get(name), rows, language) for name in names]
    cards.sort(key=lambda card: not (card["items"] or card["named"] or card["nobodys"]))
    moments = [row for row in rows if row.is_break]
    context = {"cards": cards, "breaks": moments, "first": rows[0] if rows else None}
    styles = ("pack", "part_crew_cards")
    yield Sheet("pdf/parts/crew_cards.html", PackPart.CREW_CARDS.label, language, context, styles)


def roles_of(brief: Brief) -> tuple[Part, ...]:
    return brief.view.about.roles if brief.view.about else ()


def is_at_each_table(part: Part) -> bool:
    """Whether the format wants the role at each table."""
    return re.search(r"\b(each|every) (table|group|circle)\b", part.count.en) is not None


def _card(name: str, part: Part | None, rows: list[Row], language: str) -> dict[str, Any]:
    """What stands on one card. Items that nobody leads stand on that of the lead facilitator."""
    is_lead = part is not None and part.role.key == LEAD
    titles = {name, part.role.title.en} if part else {name}
    return {
        "role": name,
        "does": part.role.does.in_language(language) if part else "",
        "count": part.count.in_language(language) if part else "",
        "items": [row for row in rows if row.lead == name],
        "named": list(_naming(titles, (row for row in rows if row.lead != name))),
        "is_lead": is_lead,
        "nobodys": [row for row in rows if not row.lead and not row.is_break] if is_lead else [],
    }


def _naming(titles: set[str], rows: Iterable[Row]) -> Iterator[tuple[Row, list[str]]]:
    """Items whose words name the role, as one or as several, each with the sentences that do."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(_both_numbers, sorted(titles)))})\b", re.IGNORECASE)
    for row in rows:
        told = [
            sentence
            for paragraph in (*row.instructions, *row.script)
            for sentence in SENTENCE.split(paragraph)
            if pattern.search(sentence)
        ]
        if told:
            yield row, told


def _both_numbers(title: str) -> str:
    """“Note taker” and “note takers”; of “Officer at the table”, texts say the first word alone."""
    whole = re.escape(title.split(" at ", maxsplit=1)[0])
    return whole[:-1] + "(?:y|ies)" if whole.endswith("y") else whole + "(?:e?s)?"
