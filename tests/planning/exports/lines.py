"""Where the words of a printed page stand, so that tests can measure what people see."""

import html
import re
import subprocess
from itertools import groupby
from typing import NamedTuple

WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


class Word(NamedTuple):
    """A word and its box: points from the left edge and from the top of the page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(made: bytes) -> list[list[Word]]:
    """The words of each page, in reading order."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True)
    pages = told.stdout.decode().split("<page ")[1:]
    return [
        [Word(*map(float, box), html.unescape(text)) for *box, text in WORD.findall(page)] for page in pages
    ]


def lines_of(words: list[Word]) -> list[str]:
    """Words whose feet stand on one line, from the top down."""
    ordered = sorted(words, key=lambda word: (round(word.bottom / 3), word.left))
    return [
        " ".join(word.text for word in line)
        for _foot, line in groupby(ordered, lambda w: round(w.bottom / 3))
    ]
