"""Suggestions as data: where to look for neutrals, whom to call in which order, first texts of statements.

YAML files beside this one, read once, checked on the way. No database, no clock, no Django. They are shown as
suggestions and never become an agency's rows by themselves. `check()` says what is wrong.
"""

from functools import lru_cache
from pathlib import Path

from readiness.content.suggestions import (
    CALL_PARTS,
    INCIDENT_KINDS,
    NEUTRAL_KINDS,
    Basis,
    Call,
    Place,
    Source,
    StartingText,
    Suggestions,
    load_suggestions,
)
from records.content import ContentError, Words

__all__ = [
    "CALL_PARTS",
    "INCIDENT_KINDS",
    "NEUTRAL_KINDS",
    "Basis",
    "Call",
    "ContentError",
    "Place",
    "Source",
    "StartingText",
    "Words",
    "calls",
    "check",
    "places",
    "starting_text",
    "starting_texts",
]

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def _suggestions() -> Suggestions:
    return load_suggestions(FOLDER)


def places() -> tuple[Place, ...]:
    """Where to look for a neutral provider, one for each kind."""
    return _suggestions().places


def calls() -> tuple[Call, ...]:
    """Whom to call, in the suggested order."""
    return _suggestions().calls


def starting_texts() -> tuple[StartingText, ...]:
    """First texts of holding statements, to begin from."""
    return _suggestions().texts


def starting_text(key: str) -> StartingText | None:
    """One of them; nothing when there is none of that key."""
    return next((text for text in starting_texts() if text.key == key), None)


def check(folder: Path = FOLDER) -> list[ContentError]:
    """What is wrong with the files: nothing, or the first mistake with its file, line and reason."""
    try:
        load_suggestions(folder)
    except ContentError as mistake:
        return [mistake]
    return []
