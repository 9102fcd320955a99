"""A case as plain values and back: how its versions are kept, and what a draft is made of."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from casestudies.content.studies import Case, CaseSource, Number, Outcome, Strength

Body: TypeAlias = dict[str, Any]
LISTS = ("trigger_kinds", "phases", "formats", "conveners", "done", "difficulties", "lessons")
WORDS = ("place", "state", "setting", "years", "situation", "trigger", "format")


def body_of(case: Case) -> Body:
    """The values of a case without its key and version; outcomes name their sources by key."""
    return {
        **{name: getattr(case, name) for name in WORDS},
        **{name: list(getattr(case, name)) for name in LISTS},
        "first_year": case.first_year,
        "last_year": case.last_year,
        "people": case.people,
        "numbers": [vars(number).copy() for number in case.numbers],
        "outcomes": [_row_of(outcome) for outcome in case.outcomes],
        "sources": [_told(vars(source), "unlinked") for source in case.sources],
    }


def _row_of(outcome: Outcome) -> Body:
    row = {
        "text": outcome.text,
        "strength": outcome.strength.key,
        "sources": [source.key for source in outcome.sources],
        "failed": outcome.failed,
    }
    return _told(row, "failed")


def _told(row: Body, *names: str) -> Body:
    """Without values that say nothing, so that a case without them has the digest it always had."""
    return {name: value for name, value in row.items() if value or name not in names}


def case_from(body: Body, *, key: str, version: int, strengths: Iterable[Strength]) -> Case:
    """The case that a body holds. What a draft does not have yet is empty; the first year is then 0."""
    known = {strength.key: strength for strength in strengths}
    sources = {row["key"]: CaseSource(**row) for row in body.get("sources", ())}
    return Case(
        key=key,
        version=version,
        **{name: body.get(name, "") for name in WORDS},
        **{name: tuple(body.get(name, ())) for name in LISTS},
        first_year=body.get("first_year") or 0,
        last_year=body.get("last_year"),
        people=body.get("people"),
        numbers=tuple(Number(**row) for row in body.get("numbers", ())),
        outcomes=tuple(_outcome(row, known, sources) for row in body.get("outcomes", ())),
        sources=tuple(sources.values()),
    )


def _outcome(row: Body, known: dict[str, Strength], sources: dict[str, CaseSource]) -> Outcome:
    """A strength that a later program no longer knows is shown by its key: the version was published so."""
    key = row["strength"]
    named = tuple(sources[name] for name in row.get("sources", ()) if name in sources)
    return Outcome(
        text=row["text"],
        strength=known.get(key) or Strength(key, key, ""),
        sources=named,
        failed=bool(row.get("failed")),
    )


def digest_of(body: Body) -> str:
    """The same for the same values, whatever their order: tells whether a file says something new."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def spell_years(first: int | None, last: int | None) -> str:
    """2016, 2016–2018, or “Since 2018” when the sources tell of no end."""
    if not first:
        return ""
    if last is None:
        return f"Since {first}"
    return str(first) if first == last else f"{first}–{last}"
