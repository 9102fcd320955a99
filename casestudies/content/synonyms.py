"""Words that mean the same to people who search: whoever types one also finds the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from records.content import Fields, read_file, unique

PLAIN = re.compile(r"[a-z]+(?: [a-z]+){0,3}")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SIGNS = re.compile(r"""["“”]|(?:^|\s)-|(?:^|\s)or(?:\s|$)""", re.IGNORECASE)


@dataclass(frozen=True)
class Group:
    """Words and short phrases that stand for one another."""

    key: str
    words: tuple[str, ...]


Synonyms = Mapping[str, Group]  # each word or phrase → its group


def load_synonyms(path: Path, base: Path) -> Synonyms:
    """Read the file; raise `ContentError` at the first mistake."""
    return read_file(path, base, _read)


def parts_of(words: str, synonyms: Synonyms) -> tuple[tuple[str, ...], ...]:
    """What was typed, as parts that all have to occur; each part is the words of which one is enough.

    Whoever writes quotes, a minus or “or” says exactly what is meant, and gets that: one part, as typed.
    """
    if _SIGNS.search(words):
        return ((words,),)
    typed = _WORD.findall(words)
    found, at = [], 0
    while at < len(typed):
        length, alternatives = _longest(typed[at:], synonyms)
        found.append(alternatives)
        at += length
    return tuple(found)


def _longest(typed: list[str], synonyms: Synonyms) -> tuple[int, tuple[str, ...]]:
    """The longest known phrase at the beginning, else the first word as it is."""
    for length in range(min(4, len(typed)), 0, -1):
        phrase = " ".join(typed[:length]).lower()
        group = synonyms.get(phrase) or synonyms.get(phrase.removesuffix("s"))
        if group:
            return length, tuple(dict.fromkeys((phrase, *group.words)))
    return 1, (typed[0],)


def _read(fields: Fields) -> Synonyms:
    fields.number("version", at_least=1, at_most=9_999)
    groups = unique(fields.children("groups", _read_group), fields, "groups")
    known: dict[str, Group] = {}
    for group in groups:
        for word in group.words:
            if word in known:
                raise fields.error(
                    f"“{word}” stands in two groups: {known[word].key} and {group.key}", at="groups"
                )
            known[word] = group
    return known


def _read_group(fields: Fields) -> Group:
    words = fields.texts("words")
    for word in words:
        if not PLAIN.fullmatch(word):
            raise fields.error(f"“{word}”: write one to four words in small letters", at="words")
    if len(words) < 2:
        raise fields.error("a group has at least two words", at="words")
    return Group(fields.key(), words)
