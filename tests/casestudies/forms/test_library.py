"""What a reader asked for, without what no filter knows."""

import pytest

from casestudies.forms.library import LONGEST_SEARCH, FindCasesForm
from casestudies.querysets import FACETS, Wanted


@pytest.mark.parametrize(
    "asked",
    [{"phase": "never"}, {"trigger": "<b>"}, {"q": "   "}, {"q": "\x00"}, {"state": "ZZ"}, {"failed": "no"}],
)
def test_what_makes_no_sense_filters_nothing(asked: dict[str, str]) -> None:
    assert FindCasesForm(asked).wanted() == Wanted()


def test_endless_words_are_cut() -> None:
    assert len(FindCasesForm({"q": "x" * 5000}).wanted().words) == LONGEST_SEARCH


def test_every_filter_is_read() -> None:
    asked = {
        "phase": "sustained", "trigger": "death", "format": "town_hall", "setting": "tribe", "state": "MN",
        "strength": "measured", "failed": "true",
    }  # fmt: skip
    assert set(asked) == set(FACETS)
    assert FindCasesForm(asked | {"q": " two words "}).wanted() == Wanted(words="two words", **asked)
