"""Words that stand on paper beside the agenda: where to find support, and terms that interpreters prepare."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from records.content import Fields, Words, read_file, read_words, unique

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Support:
    """A national line that helps; `url` is the page on which its number was read."""

    key: str
    name: Words
    call: Words
    about: Words
    site: str
    url: str


@dataclass(frozen=True)
class Paper:
    """`local` are places that the agency fills in by hand."""

    support: tuple[Support, ...]
    local: tuple[Words, ...]
    terms: tuple[Words, ...]


def read_paper(fields: Fields) -> Paper:
    fields.number("version", at_least=1, at_most=9_999)
    return Paper(
        support=unique(fields.children("support", _read_support), fields, "support"),
        local=fields.children("local", read_words),
        terms=fields.children("terms", read_words),
    )


def _read_support(fields: Fields) -> Support:
    return Support(
        key=fields.key(),
        name=fields.words("name"),
        call=fields.words("call"),
        about=fields.words("about"),
        site=fields.text("site"),
        url=fields.address("url"),
    )


@lru_cache(maxsize=1)
def paper(folder: Path = FOLDER) -> Paper:
    """What the file says; a `ContentError` with file and line where it is wrong."""
    return read_file(folder / "paper.yaml", folder.parents[1], read_paper)
