"""The roles that a format knows: how many people take each, which words name it, who leads what, who sits where."""

import re
from collections.abc import Sequence

from planning.content import Part
from planning.exports.rows import Row
from planning.exports.sheets import Brief

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
AT_EACH_TABLE = re.compile(r"\b(each|every) (table|group|circle)\b")
# What stands between the roles of “Table facilitators and officers”.
BETWEEN = re.compile(r"(?:\W|\b(?:and|with|or|the|y|e|con|o|los|las|el|la)\b)+", re.IGNORECASE)


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
    return number * tables if is_at_each_table(part) else number


def is_at_each_table(part: Part) -> bool:
    """Whether someone in this role sits at each table, in each group or circle, whoever leads there."""
    return bool(AT_EACH_TABLE.search(part.count.en.casefold()))


def is_at_tables(row: Row, roles: Sequence[Part]) -> bool:
    """Whether people sit in groups meanwhile: by its kind, or because those lead it of whom one is at each table."""
    return row.is_in_groups or any(map(is_at_each_table, leading(row.lead, roles)))


def leading(lead: str, roles: Sequence[Part]) -> tuple[Part, ...]:
    """The roles that lead an item, where the words for it name nothing but roles.

    “Table facilitators and officers” are two; “Officer Demo” is one person, of whom we know no role.
    """
    if known := [part for part in roles if lead in {part.role.title.en, part.role.title.es}]:
        return tuple(known)
    rest, found = lead, set()
    for part in sorted(roles, key=lambda part: -len(part.role.title.en)):
        rest, count = pattern_of(part.role.title.en, part).subn("", rest)
        if count:
            found.add(part.role.key)
    return () if BETWEEN.sub("", rest) else tuple(part for part in roles if part.role.key in found)


def pattern_of(name: str, part: Part | None) -> re.Pattern[str]:
    """Finds a role, as one or as several, by its title in both languages and what roles.yaml lists beside it."""
    words = {name, part.role.title.en, part.role.title.es, *part.role.called} if part else {name}
    ordered = sorted(words, key=lambda each: (-len(each), each))
    forms = "|".join(" ".join(map(_any_form, each.split())) for each in ordered)
    return re.compile(rf"\b(?:{forms})(?!\w)", re.IGNORECASE)


def _any_form(word: str) -> str:
    """“Note taker” finds “note takers”, “Facilitador/a” finds “facilitadoras” and itself."""
    stem, slash, _ending = word.partition("/")
    if slash:
        return (
            re.escape(stem[:-1]) + "(?:o/a|[oa]s?)"
            if stem.endswith("o")
            else re.escape(stem) + "(?:/a|as?|es)?"
        )
    return re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word) + "(?:e?s)?"
