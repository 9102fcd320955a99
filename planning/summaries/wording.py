"""The words of an agenda in the language of the reader.

Titles have Spanish of their own; roles, ground rules and the word to participants have it as long as they stand as
the program wrote them. What people wrote themselves stays as they wrote it.
"""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from planning import content
from planning.models import AgendaBlock

ACCOUNT_LEAD = "Those who answer for the promises"
ACCOUNT_LEAD_ES = "Quienes responden por los compromisos"
ACCOUNT_PURPOSE = "People hear what became of what was promised before anyone asks for more."
ACCOUNT_SCRIPT = "Before we begin something new: this was promised, and this is what came of it."


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


def words_of(text: str) -> Shown:
    """A role, a ground rule or a word to participants, in Spanish as long as it stands as the program wrote it."""
    return Shown(_known().get(text, text) if is_in_spanish() else text)


def is_our_english(text: str) -> bool:
    """Whether a purpose, an instruction or the like stands as the program wrote it, in English only."""
    return text in _english()


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    methods = content.methods()
    blocks = [
        *(block for known in content.formats() for block in known.blocks),
        *(method.block for method in methods),
    ]
    found = {ACCOUNT_PURPOSE, ACCOUNT_SCRIPT, *(text for block in blocks for text in _texts(block))}
    return frozenset(found | {method.instructions for method in methods}) - {""}


def _texts(block: content.Block) -> tuple[str, ...]:
    spoken = f"{block.lead_in}\n\n{block.script}".strip()
    return (block.purpose, block.instructions, spoken, ", ".join(block.materials))


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    pairs = [method.block.lead.title for method in content.methods()]
    for known in content.formats():
        pairs += [known.for_participants, *(rule.text for rule in known.ground_rules)]
        pairs += [part.role.title for part in known.roles]
    return {ACCOUNT_LEAD: ACCOUNT_LEAD_ES} | {pair.en: pair.es for pair in pairs}
