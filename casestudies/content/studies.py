"""One documented case: what happened in a place, what was done, and how well its outcome is known."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from records.content import Fields, content_files, read_file, unique

PHASES = ("pre_crisis", "post_incident", "sustained")
TRIGGERS = ("death", "force", "court", "reform", "tension", "proactive")
SETTINGS = ("city", "county", "tribe", "campus")
SOURCE_KINDS = ("guidance", "government", "practice", "research", "law", "news")
STATE = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True)
class Strength:
    """How well an outcome is known."""

    key: str
    label: str
    meaning: str


@dataclass(frozen=True)
class CaseSource:
    """A page that was read. `title` is its own title where known, else a description of it.

    `url` is empty where `unlinked` says why: we do not send people to copies on the sites of others.
    """

    key: str
    title: str
    publisher: str
    url: str
    kind: str
    unlinked: str = ""


@dataclass(frozen=True)
class Number:
    figure: str
    meaning: str


@dataclass(frozen=True)
class Outcome:
    """What followed. `failed` says that it did not work out; its strength says how well that is known."""

    text: str
    strength: Strength
    sources: tuple[CaseSource, ...]
    failed: bool = False


@dataclass(frozen=True)
class Case:
    """One case. `people` is about how many took part, in all or at the largest meeting, where it is known.

    `formats` are keys of agenda formats; who shows both rooms joins them. `last_year` is empty when the
    sources tell of no end.
    """

    key: str
    version: int
    place: str
    state: str
    setting: str
    years: str
    first_year: int
    last_year: int | None
    situation: str
    trigger: str
    trigger_kinds: tuple[str, ...]
    phases: tuple[str, ...]
    format: str
    formats: tuple[str, ...]
    people: int | None
    conveners: tuple[str, ...]
    numbers: tuple[Number, ...]
    done: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    difficulties: tuple[str, ...]
    lessons: tuple[str, ...]
    sources: tuple[CaseSource, ...]


@dataclass(frozen=True)
class Library:
    cases: tuple[Case, ...]
    strengths: tuple[Strength, ...]


def load_library(folder: Path) -> Library:
    """Read every file below `folder`; raise `ContentError` at the first mistake."""
    base = folder.parents[1]
    strengths = read_file(folder / "strengths.yaml", base, _read_strengths)
    known = {strength.key: strength for strength in strengths}
    cases = [
        read_file(path, base, partial(_read_case, key=path.stem, strengths=known))
        for path in content_files(folder / "cases", base)
    ]
    return Library(tuple(sorted(cases, key=lambda case: (case.place, case.state))), strengths)


def _read_strengths(fields: Fields) -> tuple[Strength, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("strengths", _read_strength), fields, "strengths")


def _read_strength(fields: Fields) -> Strength:
    return Strength(key=fields.key(), label=fields.text("label"), meaning=fields.text("meaning"))


def _read_case(fields: Fields, *, key: str, strengths: dict[str, Strength]) -> Case:
    if fields.key() != key:
        raise fields.error(f"the file is named {key}.yaml, so its key is {key}", at="key")
    sources = unique(fields.children("sources", _read_source), fields, "sources")
    read_outcome = partial(
        _read_outcome, strengths=strengths, sources={source.key: source for source in sources}
    )
    first, last = _read_years(fields)
    return Case(
        key=key,
        version=fields.number("version", at_least=1, at_most=9_999),
        place=fields.text("place"),
        state=_read_state(fields),
        setting=fields.choice("setting", SETTINGS),
        years=fields.text("years"),
        first_year=first,
        last_year=last,
        situation=fields.text("situation"),
        trigger=fields.text("trigger"),
        trigger_kinds=fields.choices("trigger_kinds", TRIGGERS),
        phases=fields.choices("phases", PHASES),
        format=fields.text("format"),
        formats=fields.texts("formats", empty=True),
        people=fields.maybe_number("people", at_least=2, at_most=100_000),
        conveners=fields.texts("conveners"),
        numbers=fields.children("numbers", _read_number, empty=True),
        done=fields.texts("done"),
        outcomes=fields.children("outcomes", read_outcome),
        difficulties=fields.texts("difficulties", empty=True),
        lessons=fields.texts("lessons"),
        sources=sources,
    )


def _read_state(fields: Fields) -> str:
    state = fields.text("state")
    if not STATE.fullmatch(state):
        raise fields.error(f"“{state}” is not a state: write its two letters, such as MN", at="state")
    return state


def _read_years(fields: Fields) -> tuple[int, int | None]:
    first = fields.number("first_year", at_least=1950, at_most=2100)
    return first, fields.maybe_number("last_year", at_least=first, at_most=2100)


def _read_source(fields: Fields) -> CaseSource:
    url, unlinked = fields.address_or_reason()
    return CaseSource(
        key=fields.key(),
        title=fields.text("title"),
        publisher=fields.text("publisher"),
        url=url,
        kind=fields.choice("kind", SOURCE_KINDS),
        unlinked=unlinked,
    )


def _read_number(fields: Fields) -> Number:
    return Number(figure=fields.text("figure"), meaning=fields.text("meaning"))


def _read_outcome(
    fields: Fields, *, strengths: dict[str, Strength], sources: dict[str, CaseSource]
) -> Outcome:
    keys = fields.choices("sources", sources, empty=True)
    return Outcome(
        text=fields.text("text"),
        strength=strengths[fields.choice("strength", strengths)],
        sources=tuple(sources[key] for key in keys),
        failed=fields.flag("failed", default=False),
    )
