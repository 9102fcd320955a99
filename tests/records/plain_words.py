"""What every text of the content must pass: short sentences, easy words, and none of the words we avoid."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from records.content import Words

# Not prose: names that other files use, and the names of pages that others wrote.
NOT_PROSE = {
    "key",
    "kind",
    "url",
    "anchor",
    "unit",
    "phase",
    "phases",
    "stage",
    "state",
    "setting",
    "formats",
}
NOT_PROSE |= {
    "formats",
    "figure",
    "trigger_kinds",
    "tag",
    "strength",
    "found_by",
    "priority",
    "proposed_by",
    "called",
}
NOT_OURS = {"Source", "CaseSource"}
LONGEST_SENTENCE = {"en": 25, "es": 30}
AVOIDED = {
    "en": r"please|successfully|submit|users?|attendees?|e-mail blast|civilians?|utili[sz]e|in order to",
    "es": r"por favor|exitosamente|con éxito|usuarios?|asistentes|enviar el formulario",
}


@dataclass(frozen=True)
class Text:
    where: str
    words: str
    language: str


def texts_of(item: object, where: str = "") -> Iterator[Text]:
    """Every sentence-bearing text below a frozen class of the content."""
    if isinstance(item, str) and item:
        yield Text(where, item, "en")
    elif isinstance(item, Words):
        both = (Text(f"{where}.en", item.en, "en"), Text(f"{where}.es", item.es, "es"))
        yield from (text for text in both if text.words)
    elif isinstance(item, tuple):
        for number, part in enumerate(item):
            yield from texts_of(part, f"{where}[{getattr(part, 'key', number)}]")
    elif is_dataclass(item) and type(item).__name__ not in NOT_OURS:
        for field in fields(item):
            if field.name not in NOT_PROSE:
                yield from texts_of(getattr(item, field.name), f"{where}.{field.name}")


def sentences(words: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?…])\s+", words) if part]


def faults(text: Text) -> list[str]:
    """What a careful editor would strike out."""
    found = [
        f"{len(sentence.split())} words in one sentence: {sentence}"
        for sentence in sentences(text.words)
        if len(sentence.split()) > LONGEST_SENTENCE[text.language]
    ]
    if re.search(r"[!¡]", text.words):
        found.append("an exclamation mark")
    if word := re.search(rf"\b(?:{AVOIDED[text.language]})\b", text.words, re.IGNORECASE):
        found.append(f"“{word.group()}”")
    if re.search(r"['\"]|<|&\w+;|--|\.\.\.", text.words):
        found.append("a straight quote, markup, or dots and dashes typed as pairs")
    if text.words != text.words.strip() or text.words[0].islower():
        found.append("it does not begin like a sentence")
    return [f"{text.where}: {fault}" for fault in found]


def grade(texts: list[str]) -> float:
    """School grade of English, after Flesch and Kincaid; rough, and enough to notice a drift."""
    parts = [sentence for text in texts for sentence in sentences(text)]
    words = [word for part in parts for word in re.findall(r"[A-Za-z][A-Za-z’-]*", part)]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee"))
    return max(groups - silent, 1)
