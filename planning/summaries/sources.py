"""What the steps and formats rest on, and how much of them rests on nothing but ourselves."""

from collections import Counter
from dataclasses import dataclass
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from planning import content
from planning.content import PHASES, Basis, Source, Tag

KINDS: dict[str, str | Promise] = {
    "guidance": _("On the federal guidance itself"),
    "government": _("Public authorities"),
    "practice": _("Dispute-resolution programs and dialogue organizations"),
    "research": _("Research"),
    "law": _("Law"),
    "news": _("News reports"),
}


@dataclass(frozen=True)
class Cited:
    """A source, and how many phases, steps and formats name it."""

    source: Source
    uses: int


@dataclass(frozen=True)
class Carried:
    """How many of the steps and formats hold something under this tag."""

    tag: Tag
    uses: int


@dataclass(frozen=True)
class Bibliography:
    """Every source by its kind, in the order of the file; from content alone, without a question to the database."""

    groups: tuple[tuple[str | Promise, tuple[Cited, ...]], ...]
    carried: tuple[Carried, ...]
    steps: int
    formats: int

    @classmethod
    def of_content(cls) -> Self:
        steps = [step for phase in PHASES for step in content.guidance(phase).steps]
        formats = content.formats()
        bases = [item.basis for item in (*steps, *formats)]
        whole = [content.guidance(phase).basis for phase in PHASES]
        named = Counter(key for basis in (*bases, *whole) for key in _sources_of(basis))
        tagged = Counter(key for basis in bases for key in {part.tag.key for part in basis})
        cited = [Cited(source, named[source.key]) for source in content.sources()]
        groups = [
            (title, tuple(one for one in cited if one.source.kind == kind)) for kind, title in KINDS.items()
        ]
        return cls(
            groups=tuple((title, rows) for title, rows in groups if rows),
            carried=tuple(Carried(tag, tagged[tag.key]) for tag in content.tags()),
            steps=len(steps),
            formats=len(formats),
        )


def _sources_of(basis: tuple[Basis, ...]) -> set[str]:
    return {source.key for part in basis for source in part.sources}
