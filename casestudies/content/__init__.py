"""The documented cases as data: one YAML file for each place, read once, checked on the way.

No database, no clock, no Django. `check()` says what is wrong; everything else expects that nothing is.
"""

from functools import lru_cache
from pathlib import Path

from casestudies.content.bodies import Body, body_of, case_from, digest_of, spell_years
from casestudies.content.studies import (
    PHASES,
    SETTINGS,
    SOURCE_KINDS,
    TRIGGERS,
    Case,
    CaseSource,
    Library,
    Number,
    Outcome,
    Strength,
    load_library,
)
from records.content import ContentError

__all__ = [
    "PHASES",
    "SETTINGS",
    "SOURCE_KINDS",
    "TRIGGERS",
    "Body",
    "Case",
    "CaseSource",
    "ContentError",
    "Number",
    "Outcome",
    "Strength",
    "body_of",
    "case",
    "case_from",
    "cases",
    "check",
    "digest_of",
    "spell_years",
    "strengths",
]

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def _library() -> Library:
    return load_library(FOLDER)


def cases() -> tuple[Case, ...]:
    """Every case, in the order of the place's name."""
    return _library().cases


def case(key: str) -> Case:
    """One case; `KeyError` for a key that does not exist."""
    for found in _library().cases:
        if found.key == key:
            return found
    raise KeyError(key)


def strengths() -> tuple[Strength, ...]:
    """How strong the evidence for an outcome can be, strongest first, in words to show."""
    return _library().strengths


def check(folder: Path = FOLDER) -> list[ContentError]:
    """What is wrong with the files: nothing, or the first mistake with its file, line and reason."""
    try:
        load_library(folder)
    except ContentError as mistake:
        return [mistake]
    return []
