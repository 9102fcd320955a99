"""A card for each person of the crew: what the role does, which items it leads, what to say, where it is named."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from planning.choices import PackPart
from planning.content import Part
from planning.exports.rows import Row
from planning.exports.sheets import Brief, Sheet, printed_rows

LEAD = "lead_facilitator"
NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
}
SENTENCE = re.compile(r"(?<=[.!?])\s+")
STYLES = ("pack", "part_crew_cards")


class Naming(NamedTuple):
    """An item that names a role: what it says is done, and what the role hears others say, each by its sentences."""

    row: Row
    done: tuple[str, ...]
    heard: tuple[str, ...]


def crew_cards(brief: Brief, language: str) -> Iterator[Sheet]:
    """A card for each role that leads an item or that the format knows: what the role does, and when.

    Each card has pages of its own numbers, so that one can be handed out alone. Those who neither lead an item nor are
    named in one share pages, to be cut. Items that are not for the crew stand on the facilitator's copy alone.
    """
    rows = [row for row in printed_rows(brief, language) if row.is_for_crew]
    known = {part.role.title.in_language(language): part for part in roles_of(brief)}
    names = list(dict.fromkeys([*(row.lead for row in rows if row.lead), *known]))
    cards = [_card(name, known.get(name), rows, language) for name in names]
    moments = [row for row in rows if row.is_break]
    context = {"breaks": moments, "first": rows[0] if rows else None}
    for card in (each for each in cards if not each["is_short"]):
        title = _("Crew card: %(role)s") % {"role": card["role"]}
        yield _sheet(title, language, context | {"cards": [card], "is_one": True})
    short = [each for each in cards if each["is_short"]]
    if short or not cards:
        yield _sheet(PackPart.CREW_CARDS.label, language, context | {"cards": short})


def _sheet(title: str, language: str, context: dict[str, Any]) -> Sheet:
    return Sheet("pdf/parts/crew_cards.html", title, language, context, STYLES)


def roles_of(brief: Brief) -> tuple[Part, ...]:
    return brief.view.about.roles if brief.view.about else ()


def people_in(part: Part, *, tables: int, expected: int) -> int:
    """How many people take the role, and so how many cards it needs: of “two or three” the larger number.

    What a format wants at each table or group is counted by tables, “one for every eight” by who is expected.
    """
    told = part.count.en.casefold()
    if found := re.search(r"\bfor every (\w+) (?!table|group|circle)", told):
        return max(-(-expected // NUMBERS.get(found[1], 1)), 1) if expected else 1
    number = max((NUMBERS[word] for word in re.findall(r"\w+", told) if word in NUMBERS), default=1)
    return number * tables if re.search(r"\b(each|every) (table|group|circle)\b", told) else number


def _card(name: str, part: Part | None, rows: list[Row], language: str) -> dict[str, Any]:
    """What stands on one card. Items that nobody leads stand on that of the lead facilitator."""
    is_lead = part is not None and part.role.key == LEAD
    items = [row for row in rows if row.lead == name]
    named = list(_naming(_words_for(name, part), (row for row in rows if row.lead != name)))
    nobodys = [row for row in rows if not row.lead and not row.is_break] if is_lead else []
    return {
        "role": name,
        "does": part.role.does.in_language(language) if part else "",
        "count": part.count.in_language(language) if part else "",
        "items": items,
        "named": named,
        "is_lead": is_lead,
        "nobodys": nobodys,
        "is_short": not (items or named or nobodys),
    }


def _words_for(name: str, part: Part | None) -> set[str]:
    """By which words a role is named: its title in both languages, and what roles.yaml lists beside it."""
    return {name, part.role.title.en, part.role.title.es, *part.role.called} if part else {name}


def _naming(words: set[str], rows: Iterable[Row]) -> Iterator[Naming]:
    """Items whose words name the role, as one or as several, each with the sentences that do."""
    forms = "|".join(" ".join(map(_any_form, each.split())) for each in sorted(words))
    pattern = re.compile(rf"\b(?:{forms})(?!\w)", re.IGNORECASE)
    for row in rows:
        done, heard = _telling(pattern, row.instructions), _telling(pattern, row.script)
        if done or heard:
            yield Naming(row, done, heard)


def _telling(pattern: re.Pattern[str], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The sentences in which the pattern stands. A list stays whole: its order says when one's turn is."""
    parts = (
        part
        for paragraph in paragraphs
        for part in ([paragraph] if "\n" in paragraph else SENTENCE.split(paragraph))
    )
    return tuple(part for part in parts if pattern.search(part))


def _any_form(word: str) -> str:
    """“Note taker” finds “note takers”, “Facilitador/a” finds “facilitadoras”."""
    stem, slash, _ending = word.partition("/")
    if slash:
        return re.escape(stem[:-1]) + "[oa]s?" if stem.endswith("o") else re.escape(stem) + "(?:as?|es)?"
    return re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word) + "(?:e?s)?"
