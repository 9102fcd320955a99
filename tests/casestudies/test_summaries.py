"""What the library shows, and how many cases each filter would leave together with the others."""

import pytest

from casestudies import content
from casestudies.choices import CasePhase, Trigger
from casestudies.summaries import LONGEST_SEARCH, Library


def places(**asked: str) -> set[str]:
    return {case.place for case in Library.of(**asked).cases}


def test_nothing_asked_shows_every_case() -> None:
    library = Library.of()
    assert library.cases == content.cases()
    assert library.total == len(content.cases())
    assert not library.is_filtered


def test_words_must_all_occur_in_any_case_and_order() -> None:
    assert "Erie" in places(words="COUNCIL erie")
    assert places(words="erie zeppelin") == set()


@pytest.mark.parametrize("phase", CasePhase.values)
@pytest.mark.parametrize("trigger", ["", *Trigger.values])
def test_counts_are_what_choosing_would_leave(phase: str, trigger: str) -> None:
    library = Library.of(words="police", trigger=trigger)
    count = next(part.count for part in library.phases if part.value == phase)
    assert count == len(Library.of(words="police", phase=phase, trigger=trigger).cases)


@pytest.mark.parametrize("trigger", Trigger.values)
def test_counts_of_triggers_keep_the_phase(trigger: str) -> None:
    library = Library.of(phase="sustained")
    count = next(part.count for part in library.triggers if part.value == trigger)
    assert count == len(Library.of(phase="sustained", trigger=trigger).cases)


@pytest.mark.parametrize("asked", [{"phase": "never"}, {"trigger": "<b>"}, {"words": "   "}])
def test_unknown_filters_filter_nothing(asked: dict[str, str]) -> None:
    library = Library.of(**asked)
    assert len(library.cases) == library.total
    assert not library.is_filtered


def test_endless_words_are_cut() -> None:
    assert len(Library.of(words="x" * 5000).words) == LONGEST_SEARCH


def test_chosen_filter_is_marked() -> None:
    library = Library.of(trigger="death")
    assert [part.value for part in library.triggers if part.is_chosen] == ["death"]
    assert library.is_filtered
