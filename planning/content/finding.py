"""Finding words in texts: every word that was typed must begin a word of the text, whatever its accents and case."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LEAST_STEM = 4  # shorter words are looked for as they are typed
ENDINGS = ("ings", "ing", "es", "s")


def fold(text: str) -> str:
    """Small letters without accents: “Círculo” and “circulo” are one word."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def weight(typed: str, texts: Sequence[str]) -> int:
    """How well texts answer to typed words; 0 when a word is in none of them.

    The first text weighs most (a name), the last least. A whole word weighs more than its beginning.
    """
    wanted = [_stem(word) for word in words_of(typed)]
    known = [words_of(text) for text in texts]
    weights = [_best(stem, known) for stem in wanted]
    return sum(weights) if weights and all(weights) else int(not wanted)


def fits(number: int | None, smallest: int, largest: int) -> bool:
    """Whether a number that was asked for lies within; without one, everything fits."""
    return number is None or smallest <= number <= largest


def ranked(typed: str, items: Iterable[tuple[object, Sequence[str]]]) -> list[object]:
    """The items whose texts hold the typed words, the best first; without words, all in their own order."""
    weighed = [(weight(typed, texts), item) for item, texts in items]
    found = [(value, item) for value, item in weighed if value]
    return [item for value, item in sorted(found, key=lambda pair: -pair[0])]


def _stem(word: str) -> str:
    """The word without an English or Spanish plural: “circles” finds “circle”, “tables” finds “table”."""
    ending = next((one for one in ENDINGS if word.endswith(one) and len(word) - len(one) >= LEAST_STEM), "")
    return word.removesuffix(ending)


def _best(stem: str, known: list[list[str]]) -> int:
    for place, words in enumerate(known):
        if any(word.startswith(stem) for word in words):
            return (len(known) - place) * 2 + any(_stem(word) == stem for word in words)
    return 0
