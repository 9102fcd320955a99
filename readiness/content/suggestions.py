"""What the files of suggestions hold, and how they are read."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from records.content import Fields, Words, read_file, read_words, unique

NEUTRAL_KINDS = ("federal", "national", "state_office", "mediation_center", "university")
CALL_PARTS = (
    "chief",
    "manager",
    "information",
    "counsel",
    "family",
    "liaison",
    "operations",
    "union",
    "prosecutor",
    "neutral",
    "official",
    "other",
)
INCIDENT_KINDS = (
    "any",
    "deadly_force",
    "other_force",
    "death_in_custody",
    "hate_incident",
    "protest",
    "other",
)
TAGS = ("C", "I")


@dataclass(frozen=True)
class Source:
    """A page that was read."""

    key: str
    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Basis:
    """What a suggestion rests on: another source, which is named (C), or ourselves (I)."""

    tag: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Place:
    """Where to look for neutrals of one kind, what they may offer, and what to know before calling."""

    key: str
    title: str
    offers: str
    know_first: str
    basis: Basis


@dataclass(frozen=True)
class Call:
    """Someone to call, and why they stand there."""

    key: str
    why: str


@dataclass(frozen=True)
class StartingText:
    """A first text of a holding statement, with gaps such as [time]. Our own words."""

    key: str
    kind: str
    name: str
    paragraphs: tuple[Words, ...]

    def text(self, language: str) -> str:
        return "\n\n".join(paragraph.in_language(language) for paragraph in self.paragraphs)


@dataclass(frozen=True)
class Suggestions:
    places: tuple[Place, ...]
    calls: tuple[Call, ...]
    texts: tuple[StartingText, ...]


def load_suggestions(folder: Path) -> Suggestions:
    """Read every file below `folder`; raise `ContentError` at the first mistake."""
    base = folder.parents[1]
    return Suggestions(
        places=read_file(folder / "neutrals.yaml", base, _read_places),
        calls=read_file(folder / "call_tree.yaml", base, _read_calls),
        texts=read_file(folder / "statements.yaml", base, _read_texts),
    )


def _read_places(fields: Fields) -> tuple[Place, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    sources = unique(fields.children("sources", _read_source), fields, "sources")
    known = {source.key: source for source in sources}
    places = unique(fields.children("places", partial(_read_place, known=known)), fields, "places")
    named = {source.key for place in places for source in place.basis.sources}
    if unnamed := set(known) - named:
        raise fields.error(f"no place names the source “{min(unnamed)}”", at="sources")
    return places


def _read_place(fields: Fields, known: dict[str, Source]) -> Place:
    return Place(
        key=fields.choice("key", NEUTRAL_KINDS),
        title=fields.text("title"),
        offers=fields.text("offers"),
        know_first=fields.text("know_first"),
        basis=_read_basis(fields, known),
    )


def _read_basis(fields: Fields, known: dict[str, Source]) -> Basis:
    tag = fields.choice("tag", TAGS)
    keys = fields.choices("sources", known, empty=True)
    if bool(keys) == (tag == "I"):
        reason = "our own suggestion (I) names no source; a companion source (C) is named"
        raise fields.error(reason, at="sources" if keys else "tag")
    return Basis(tag, tuple(known[key] for key in keys))


def _read_source(fields: Fields) -> Source:
    return Source(
        key=fields.key(),
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        url=fields.address("url"),
    )


def _read_calls(fields: Fields) -> tuple[Call, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("calls", _read_call), fields, "calls")


def _read_call(fields: Fields) -> Call:
    return Call(key=fields.choice("key", CALL_PARTS), why=fields.text("why"))


def _read_texts(fields: Fields) -> tuple[StartingText, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("texts", _read_text), fields, "texts")


def _read_text(fields: Fields) -> StartingText:
    kind = fields.choice("kind", INCIDENT_KINDS)
    return StartingText(
        key=fields.key(),
        kind="" if kind == "any" else kind,
        name=fields.text("name"),
        paragraphs=fields.children("paragraphs", read_words),
    )
