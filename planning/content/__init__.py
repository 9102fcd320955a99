"""The guidance, the formats and the methods as data: words in YAML files beside this one, read and checked once.

No database, no clock, no Django. `check()` says what is wrong; everything else expects that nothing is.
"""

from functools import lru_cache
from pathlib import Path

from planning.content.blocks import (
    BLOCK_KINDS,
    FORMAT_KEYS,
    Block,
    Format,
    GroundRule,
    Part,
    Role,
    SeriesPart,
)
from planning.content.catalogue import Catalogue, load_catalogue
from planning.content.citations import Basis, Source, Tag
from planning.content.methods import Method
from planning.content.own import COUNTINGS, OUR_AGENCY, OWN_TAGS, THIS_PLAN, is_own, own_step
from planning.content.paper import paper
from planning.content.steps import ANCHORS, FACTS, PHASES, Due, Guidance, Stage, Step, Task
from records.content import ContentError, Words

__all__ = [
    "ANCHORS",
    "BLOCK_KINDS",
    "COUNTINGS",
    "FACTS",
    "FORMAT_KEYS",
    "OUR_AGENCY",
    "OWN_TAGS",
    "PHASES",
    "THIS_PLAN",
    "Basis",
    "Block",
    "ContentError",
    "Due",
    "Format",
    "GroundRule",
    "Guidance",
    "Method",
    "Part",
    "Role",
    "SeriesPart",
    "Source",
    "Stage",
    "Step",
    "Tag",
    "Task",
    "Words",
    "check",
    "format",
    "formats",
    "guidance",
    "is_own",
    "method",
    "methods",
    "own_step",
    "source",
    "sources",
    "step",
    "tags",
]

FOLDER = Path(__file__).resolve().parent


@lru_cache(maxsize=1)
def _catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def guidance(phase: str) -> Guidance:
    """The steps of one phase; `KeyError` for a phase that does not exist."""
    return _catalogue().guidance[phase]


def step(phase: str, key: str) -> Step | None:
    """One step; nothing when a newer version of the content no longer has it."""
    return next((found for found in guidance(phase).steps if found.key == key), None)


def formats() -> tuple[Format, ...]:
    """Every format, in the order of `FORMAT_KEYS`."""
    return tuple(_catalogue().formats.values())


def format(key: str) -> Format:  # noqa: A001  read as `content.format("town_hall")`
    """One format; `KeyError` for a key that does not exist."""
    return _catalogue().formats[key]


def methods() -> tuple[Method, ...]:
    """Every method, in the order of the files."""
    return tuple(_catalogue().methods.values())


def method(key: str) -> Method:
    """One method; `KeyError` for a key that does not exist."""
    return _catalogue().methods[key]


def source(key: str) -> Source:
    """One source; `KeyError` for a key that does not exist."""
    return _catalogue().citations.sources[key]


def sources() -> tuple[Source, ...]:
    return tuple(_catalogue().citations.sources.values())


def tags() -> tuple[Tag, ...]:
    """What G, C and I mean, in words to show."""
    return tuple(_catalogue().citations.tags.values())


def check(folder: Path = FOLDER) -> list[ContentError]:
    """What is wrong with the files: nothing, or the first mistake with its file, line and reason."""
    try:
        load_catalogue(folder)
        paper(folder)
    except ContentError as mistake:
        return [mistake]
    return []
