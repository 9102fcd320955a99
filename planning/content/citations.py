"""Where the words come from: sources, and what we claim for them."""

from dataclasses import dataclass

from records.content import Fields, unique

SOURCE_KINDS = ("guidance", "government", "practice", "research", "law", "news")
TAGS = ("G", "C", "I")


@dataclass(frozen=True)
class Source:
    """A page that was read. `title` is its own title where known, else a description of it.

    `url` is empty where the file says, with `unlinked`, why: we send nobody to copies on the sites of others.
    """

    key: str
    title: str
    publisher: str
    url: str
    kind: str


@dataclass(frozen=True)
class Tag:
    """How far a source carries a statement: the guidance (G), a companion source (C), ourselves (I)."""

    key: str
    label: str
    meaning: str


@dataclass(frozen=True)
class Basis:
    """What rests on what. Only `covers` may be shown as coming from `sources`, and only under its tag."""

    tag: Tag
    covers: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Citations:
    """The lists that every other file of the content refers to."""

    sources: dict[str, Source]
    tags: dict[str, Tag]

    def read_basis(self, fields: Fields) -> Basis:
        tag = fields.choice("tag", self.tags)
        keys = fields.choices("sources", self.sources, empty=True)
        if bool(keys) == (tag == "I"):
            reason = (
                "our own suggestion (I) names no source; guidance (G) and companion (C) name at least one"
            )
            raise fields.error(reason, at="sources" if keys else "tag")
        return Basis(self.tags[tag], fields.text("covers"), tuple(self.sources[key] for key in keys))


def read_sources(fields: Fields) -> tuple[Source, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("sources", _read_source), fields, "sources")


def read_tags(fields: Fields) -> tuple[Tag, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    tags = unique(fields.children("tags", _read_tag), fields, "tags")
    if len(tags) != len(TAGS):
        raise fields.error(f"“tags” explains each of {', '.join(TAGS)}", at="tags")
    return tags


def sources_of(basis: tuple[Basis, ...]) -> tuple[Source, ...]:
    """Every source of a step or format, once, in the order of the file."""
    return tuple(dict.fromkeys(source for part in basis for source in part.sources))


def _read_source(fields: Fields) -> Source:
    url, _why_none = fields.address_or_reason()
    return Source(
        key=fields.key(),
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        url=url,
        kind=fields.choice("kind", SOURCE_KINDS),
    )


def _read_tag(fields: Fields) -> Tag:
    return Tag(key=fields.choice("key", TAGS), label=fields.text("label"), meaning=fields.text("meaning"))
