"""The case library as pages: what matches, and how many cases each filter would leave."""

from collections.abc import Iterable
from dataclasses import dataclass

from casestudies import content
from casestudies.choices import CasePhase, Trigger
from casestudies.content import Case

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Filter:
    """One choice of a filter, and how many cases it leaves together with the other filters."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Library:
    """Cases that match, with the filters that led there."""

    cases: tuple[Case, ...]
    total: int
    words: str
    phases: tuple[Filter, ...]
    triggers: tuple[Filter, ...]

    @classmethod
    def of(cls, *, words: str = "", phase: str = "", trigger: str = "") -> "Library":
        words = words.strip()[:LONGEST_SEARCH]
        every = content.cases()
        found = _by_trigger(_by_phase(_by_words(every, words), phase), trigger)
        return cls(
            cases=tuple(found),
            total=len(every),
            words=words,
            phases=tuple(
                Filter(
                    value,
                    str(label),
                    len(_by_trigger(_by_phase(_by_words(every, words), value), trigger)),
                    is_chosen=value == phase,
                )
                for value, label in CasePhase.choices
            ),
            triggers=tuple(
                Filter(
                    value,
                    str(label),
                    len(_by_trigger(_by_phase(_by_words(every, words), phase), value)),
                    is_chosen=value == trigger,
                )
                for value, label in Trigger.choices
            ),
        )

    @property
    def is_filtered(self) -> bool:
        chosen = any(part.is_chosen for part in (*self.phases, *self.triggers))
        return bool(self.words) or chosen


def _by_words(cases: Iterable[Case], words: str) -> list[Case]:
    """Cases in which every word occurs."""
    wanted = words.casefold().split()
    return [case for case in cases if all(word in _text(case) for word in wanted)]


def _text(case: Case) -> str:
    parts = (
        case.place,
        case.state,
        case.situation,
        case.trigger,
        case.format,
        *case.conveners,
        *case.done,
        *case.lessons,
        *case.difficulties,
        *(outcome.text for outcome in case.outcomes),
    )
    return " ".join(parts).casefold()


def _by_phase(cases: Iterable[Case], phase: str) -> list[Case]:
    return [case for case in cases if phase not in CasePhase.values or phase in case.phases]


def _by_trigger(cases: Iterable[Case], trigger: str) -> list[Case]:
    return [case for case in cases if trigger not in Trigger.values or trigger in case.trigger_kinds]
