"""The cases as other rooms and floors meet them."""

import pytest

from casestudies import content
from dialogues.choices import Phase


def test_phases_are_those_that_dialogues_store() -> None:
    assert set(content.PHASES) == set(Phase.values)


def test_a_case_is_found_by_its_key() -> None:
    assert content.case("falcon_heights").state == "MN"
    with pytest.raises(KeyError):
        content.case("nowhere")


def test_it_is_read_once() -> None:
    assert content.cases() is content.cases()


def test_numbers_that_other_pages_rely_on() -> None:
    assert len(content.cases()) == 18
    assert [strength.key for strength in content.strengths()] == [
        "measured",
        "on_record",
        "reported",
        "own_account",
        "not_found",
    ]
