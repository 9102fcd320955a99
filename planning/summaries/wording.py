"""The words of an agenda in the language of the reader.

Titles have Spanish of their own; all other words have it as long as they stand as the program wrote them. What people
wrote or changed themselves stays as they wrote it.
"""

import re
from collections.abc import Mapping, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from django.utils.translation import get_language

from planning import content
from planning.models import AgendaBlock

WORD = re.compile(r"\w+")
ACCOUNT_TITLE = "What happened since last time"
ACCOUNT_TITLE_ES = "Qué pasó desde la última vez"
BREAK_TITLE, BREAK_TITLE_ES = "Break", "Descanso"
ACCOUNT_LEAD = "Those who answer for the promises"
ACCOUNT_LEAD_ES = "Quienes responden por los compromisos"
ACCOUNT_PURPOSE_ES = "La gente escucha qué pasó con lo prometido antes de que alguien pida algo más."
ACCOUNT_SCRIPT_ES = "Antes de empezar algo nuevo: esto se prometió, y esto es lo que resultó."
ACCOUNT_PURPOSE = "People hear what became of what was promised before anyone asks for more."
ACCOUNT_SCRIPT = "Before we begin something new: this was promised, and this is what came of it."


class InSpanish(str):
    """Words that the program said in Spanish a moment ago, so that nobody marks them as English."""

    __slots__ = ()


class Shown(NamedTuple):
    """Words to show, and their language where it is not that of the page; empty where it is, or nobody knows."""

    text: str
    lang: str = ""


def is_in_spanish() -> bool:
    return (get_language() or "en").startswith("es")


def title_of(block: AgendaBlock) -> Shown:
    """What the item is called here. Without a Spanish title it is the English one, marked as such."""
    return either(block.title, block.title_es)


def title_here(block: AgendaBlock) -> str:
    return title_of(block).text


def either(english: str, spanish: str) -> Shown:
    """One of two titles."""
    if not is_in_spanish():
        return Shown(english)
    return Shown(spanish) if spanish else Shown(english, "en")


def is_our_title(english: str, spanish: str) -> bool:
    """Whether both titles stand as the program wrote them; capitals and marks do not count."""
    return (plain(english), spanish) in _titles()


def plain(title: str) -> str:
    """Its words alone: whoever changes only capitals or marks has said nothing new."""
    return " ".join(WORD.findall(title.casefold()))


def words_of(text: str) -> Shown:
    """Any words but a title, in Spanish as long as they stand as the program wrote them."""
    return Shown((is_in_spanish() and spanish_of(text)) or text)


def spanish_of(text: str) -> str:
    """The Spanish of words that stand as the program wrote them; empty for all others.

    Known as a whole, or paragraph by paragraph (what is said), or thing by thing (what to bring).
    """
    known = pairs()
    between, parts = _parts(text, known.keys())
    return between.join(known[part] for part in parts)


def is_our_english(text: str) -> bool:
    """Whether a purpose, an instruction or the like stands as the program wrote it, in English only."""
    return bool(_parts(text, _english())[1]) and not spanish_of(text)


def is_our_spanish(text: str) -> bool:
    return isinstance(text, InSpanish) or text in _spanish()


def _parts(text: str, known: Set[str]) -> tuple[str, list[str]]:
    """The parts of a text that are all known, and what stands between them; no parts where one is not known."""
    for between in ("", "\n\n", ", "):
        parts = text.split(between) if between else [text]
        if all(part in known for part in parts):
            return between, parts
    return "", []


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """All texts of blocks, also those without Spanish."""
    methods = content.methods()
    blocks = [
        *(block for known in content.formats() for block in known.blocks),
        *(method.block for method in methods),
    ]
    said = {words.en for block in blocks for words in block.wording}
    return frozenset(said | {method.instructions for method in methods})


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, str]:
    """Everything that the formats and methods say, and the account of promises: English, and its Spanish."""
    found = [method.block.lead.title for method in content.methods()]
    found += chain.from_iterable(method.block.wording for method in content.methods())
    found += chain.from_iterable(known.wording for known in content.formats())
    account = {
        ACCOUNT_LEAD: ACCOUNT_LEAD_ES,
        ACCOUNT_PURPOSE: ACCOUNT_PURPOSE_ES,
        ACCOUNT_SCRIPT: ACCOUNT_SCRIPT_ES,
    }
    return {pair.en: pair.es for pair in found if pair.es} | account


@lru_cache(maxsize=1)
def _titles() -> frozenset[tuple[str, str]]:
    """Each title that the program gives an item: its English words, and its Spanish."""
    found = [block.title for known in content.formats() for block in known.blocks]
    found += [method.block.title for method in content.methods()]
    others = ((ACCOUNT_TITLE, ACCOUNT_TITLE_ES), (BREAK_TITLE, BREAK_TITLE_ES))
    return frozenset((plain(en), es) for en, es in (*((title.en, title.es) for title in found), *others))


@lru_cache(maxsize=1)
def _spanish() -> frozenset[str]:
    return frozenset(pairs().values())
