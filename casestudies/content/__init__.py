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
from casestudies.content.synonyms import Group, Synonyms, load_synonyms, parts_of
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
    "Group",
    "Number",
    "Outcome",
    "Strength",
    "body_of",
    "case",
    "case_from",
    "cases",
    "check",
    "digest_of",
    "parts_of",
    "spell_years",
    "strengths",
    "synonyms",
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


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Which words a search takes for one another: each word with its group."""
    return _synonyms_in(FOLDER)


def _synonyms_in(folder: Path) -> Synonyms:
    return load_synonyms(folder / "synonyms.yaml", folder.parents[1])


def check(folder: Path = FOLDER) -> list[ContentError]:
    """What is wrong with the files: nothing, or the first mistake with its file, line and reason."""
    try:
        load_library(folder)
        _synonyms_in(folder)
    except ContentError as mistake:
        return [mistake]
    return []
