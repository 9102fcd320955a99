"""A card for each person of the crew: what the role does, which items it leads, what to say, where it is named."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from planning.choices import PackPart
from planning.content import Part
from planning.exports.roles import is_at_each_table, is_at_tables, leading, pattern_of, roles_of
from planning.exports.rows import Row, tracks_of
from planning.exports.sheets import Brief, Sheet, printed_rows

LEAD, TIMEKEEPER = "lead_facilitator", "timekeeper"
SUPPORT = {"support_person", "adult_ally", "co_keeper"}  # who is there for those for whom it gets too much
SENTENCE = re.compile(r"(?<=[.!?])\s+")
STYLES = ("pack", "part_crew_cards")


class Person(NamedTuple):
    """Whose card it is: a role in the language of the sheet, or the words of an item where no role is known by them."""

    name: str
    part: Part | None


class Naming(NamedTuple):
    """An item in which a role has a part: what it says is done, and what the role hears others say, by sentences.

    Neither, where the role sits at each table while people talk there.
    """

    row: Row
    done: tuple[str, ...]
    heard: tuple[str, ...]


def crew_cards(brief: Brief, language: str) -> Iterator[Sheet]:
    """A card for each role that leads an item or that the format knows: what the role does, and when.

    Each card has pages of its own numbers, so that one can be handed out alone. Those who have no part in an item share
    pages, to be cut. Items that are not for the crew stand on the facilitator's copy alone.
    """
    rows = [row for row in printed_rows(brief, language) if row.is_for_crew]
    parts = roles_of(brief)
    cards = [_card(person, rows, parts, language) for person in _people(rows, parts, language)]
    moments = [row for row in rows if row.is_break]
    context = {"breaks": moments, "first": rows[0] if rows else None, "tracks": tracks_of(rows)}
    for card in (each for each in cards if not each["is_short"]):
        yield _sheet([card], language, context | {"is_one": True})
    short = [each for each in cards if each["is_short"]]
    if short or not cards:
        yield _sheet(short, language, context)


def _people(rows: Sequence[Row], parts: Sequence[Part], language: str) -> list[Person]:
    """Those who lead an item, in the order of the session, then the other roles of the format."""
    led = [person for row in rows for person in _leaders(row, parts, language)]
    return list(dict.fromkeys([*led, *(_person(part, language) for part in parts)]))


def _leaders(row: Row, parts: Sequence[Part], language: str) -> list[Person]:
    found = [_person(part, language) for part in leading(row.lead, parts)]
    return found or ([Person(row.lead, None)] if row.lead else [])


def _person(part: Part, language: str) -> Person:
    return Person(part.role.title.in_language(language), part)


def _sheet(cards: list[dict[str, Any]], language: str, context: dict[str, Any]) -> Sheet:
    """Named after the role, or the roles, of its cards: each page says at its foot whose it is."""
    roles = ", ".join(card["role"] for card in cards)
    title = _("Crew card: %(role)s") % {"role": roles} if roles else PackPart.CREW_CARDS.label
    return Sheet("pdf/parts/crew_cards.html", title, language, context | {"cards": cards}, STYLES)


def _card(person: Person, rows: list[Row], parts: Sequence[Part], language: str) -> dict[str, Any]:
    """What stands on one card. Items that nobody leads stand on that of the lead facilitator, the times of all items on
    that of the timekeeper, what may be hard on that of whoever gives support.
    """
    part = person.part
    key = part.role.key if part else ""
    items = [row for row in rows if person in _leaders(row, parts, language)]
    named = list(_naming(person, (row for row in rows if row not in items), parts))
    nobodys = [row for row in rows if not row.lead and not row.is_break] if key == LEAD else []
    times = rows if key == TIMEKEEPER else []
    hard = [row for row in rows if row.may_be_hard] if key in SUPPORT else []
    return {
        "role": person.name,
        "does": part.role.does.in_language(language) if part else "",
        "count": part.count.in_language(language) if part else "",
        "items": items,
        "named": named,
        "is_lead": key == LEAD,
        "nobodys": nobodys,
        "times": times,
        "hard": hard,
        "is_short": not (items or named or nobodys or times or hard),
    }


def _naming(person: Person, rows: Iterable[Row], parts: Sequence[Part]) -> Iterator[Naming]:
    """Items that others lead and in which the role has a part: their words name it, as one or as several, or people
    talk at the tables, and someone in the role is at each.
    """
    name, part = person
    pattern = pattern_of(name, part)
    is_seated = part is not None and is_at_each_table(part)
    for row in rows:
        done, heard = _telling(pattern, row.instructions), _telling(pattern, row.script)
        if done or heard or pattern.search(row.lead) or (is_seated and is_at_tables(row, parts)):
            yield Naming(row, done, heard)


def _telling(pattern: re.Pattern[str], paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The sentences in which the pattern stands. A list stays whole: its order says when one's turn is."""
    parts = (
        part
        for paragraph in paragraphs
        for part in ([paragraph] if "\n" in paragraph else SENTENCE.split(paragraph))
    )
    return tuple(part for part in parts if pattern.search(part))
