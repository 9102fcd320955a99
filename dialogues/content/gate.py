"""What is asked before anyone is invited, and what can be done instead: gate.yaml, read once, checked on the way.

No database and no clock. `check()` says what is wrong with the file; everything else expects that nothing is.
Tags are those of the whole program: the guidance (G), a companion source (C), our own suggestion (I).
"""

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Phase
from records.content import ContentError, Fields, read_file, unique

FILE = Path(__file__).resolve().with_name("gate.yaml")
FOUND_BY = ("neutral", "conflicts", "coverage")
TAGS: dict[str, str | Promise] = {
    "G": _("From the guidance"),
    "C": _("From a companion source"),
    "I": _("Our own suggestion"),
}
HELD_BACK = Phase.POST_INCIDENT  # the only phase in which an invitation waits for an answer


@dataclass(frozen=True)
class Source:
    """A page that was read."""

    key: str
    title: str
    publisher: str
    url: str


@dataclass(frozen=True)
class Basis:
    """What rests on what. `sources` is empty exactly for our own suggestions."""

    tag: str
    covers: str
    sources: tuple[Source, ...]

    @property
    def label(self) -> str | Promise:
        return TAGS[self.tag]


@dataclass(frozen=True)
class Check:
    """One question before the invitations.

    `found_by` names the recorded fact that answers it; empty when people answer. With `can_be_explained`, people
    may say why the fact need not be true here. `missing` is what would make the answer yes.
    """

    key: str
    title: str
    question: str
    why: str
    missing: str
    found_by: str
    can_be_explained: bool
    blocking_in: tuple[str, ...]
    advisory_in: tuple[str, ...]
    basis: tuple[Basis, ...]

    def is_blocking(self, phase: str) -> bool:
        return phase in self.blocking_in

    @property
    def is_answered_by_people(self) -> bool:
        return not self.found_by or self.can_be_explained


@dataclass(frozen=True)
class Alternative:
    """What to do instead of meeting now, and how."""

    key: str
    title: str
    when: str
    how: tuple[str, ...]
    basis: tuple[Basis, ...]


@dataclass(frozen=True)
class Gate:
    """The whole file."""

    checks: tuple[Check, ...]
    alternatives: tuple[Alternative, ...]


def checks_of(phase: str) -> tuple[Check, ...]:
    """What is asked in this phase, blocking checks first, else in the order of the file."""
    asked = [check for check in _gate().checks if phase in check.blocking_in + check.advisory_in]
    return tuple(sorted(asked, key=lambda check: not check.is_blocking(phase)))


def check_named(key: str) -> Check | None:
    """One check; nothing when a newer version of the file no longer has it."""
    return next((check for check in _gate().checks if check.key == key), None)


def alternatives() -> tuple[Alternative, ...]:
    return _gate().alternatives


def alternative_named(key: str) -> Alternative | None:
    return next((one for one in alternatives() if one.key == key), None)


def check(file: Path = FILE) -> list[ContentError]:
    """What is wrong with the file: nothing, or the first mistake with its file, line and reason."""
    try:
        load(file)
    except ContentError as mistake:
        return [mistake]
    return []


def load(file: Path) -> Gate:
    """Read the file; raise `ContentError` at the first mistake."""
    return read_file(file, file.parents[2], _read)


@lru_cache(maxsize=1)
def _gate() -> Gate:
    return load(FILE)


def _read(fields: Fields) -> Gate:
    fields.number("version", at_least=1, at_most=9_999)
    sources = {one.key: one for one in unique(fields.children("sources", _read_source), fields, "sources")}
    found = Gate(
        checks=unique(fields.children("checks", partial(_read_check, sources=sources)), fields, "checks"),
        alternatives=unique(
            fields.children("alternatives", partial(_read_alternative, sources=sources)),
            fields,
            "alternatives",
        ),
    )
    named = {
        source.key
        for part in (*found.checks, *found.alternatives)
        for basis in part.basis
        for source in basis.sources
    }
    for key in sources:
        if key not in named:
            raise fields.error(f"nothing names the source “{key}”", at="sources")
    return found


def _read_source(fields: Fields) -> Source:
    url, _why_none = fields.address_or_reason()
    return Source(fields.key(), fields.text("title"), fields.text("publisher"), url)


def _read_check(fields: Fields, *, sources: dict[str, Source]) -> Check:
    found_by = fields.choice("found_by", FOUND_BY) if fields.has("found_by") else ""
    can_be_explained = fields.flag("can_be_explained", default=False)
    if can_be_explained and not found_by:
        raise fields.error("people answer this check anyway; “can_be_explained” needs “found_by”")
    blocking_in = fields.choices("blocking_in", Phase.values, empty=True)
    advisory_in = fields.choices("advisory_in", Phase.values, empty=True)
    for phase in blocking_in:
        if phase != HELD_BACK:
            reason = f"only “{HELD_BACK}” holds invitations back; put “{phase}” under “advisory_in”"
            raise fields.error(reason, at="blocking_in")
        if phase in advisory_in:
            raise fields.error(
                f"“{phase}” stands in both lists; a check is one or the other", at="advisory_in"
            )
    if not blocking_in and not advisory_in:
        raise fields.error("the check is asked in no phase: name one under “advisory_in”")
    return Check(
        key=fields.key(),
        title=fields.text("title"),
        question=fields.text("question"),
        why=fields.text("why"),
        missing=fields.text("missing"),
        found_by=found_by,
        can_be_explained=can_be_explained,
        blocking_in=blocking_in,
        advisory_in=advisory_in,
        basis=fields.children("basis", partial(_read_basis, sources=sources)),
    )


def _read_alternative(fields: Fields, *, sources: dict[str, Source]) -> Alternative:
    return Alternative(
        key=fields.key(),
        title=fields.text("title"),
        when=fields.text("when"),
        how=fields.texts("how"),
        basis=fields.children("basis", partial(_read_basis, sources=sources)),
    )


def _read_basis(fields: Fields, *, sources: dict[str, Source]) -> Basis:
    tag = fields.choice("tag", TAGS)
    keys = fields.choices("sources", sources, empty=True)
    if bool(keys) == (tag == "I"):
        reason = "our own suggestion (I) names no source; guidance (G) and companion (C) name at least one"
        raise fields.error(reason, at="sources" if keys else "tag")
    return Basis(tag, fields.text("covers"), tuple(sources[key] for key in keys))
