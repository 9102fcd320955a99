"""Finding words in texts, whatever their accents, case and number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.content.finding import fits, fold, ranked, weight, words_of


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("circulo", "El círculo de escucha"),
        ("CIRCLES", "A circle of chairs"),
        ("table", "Rounds at small tables"),
        ("votación", "Votacion con puntos"),
        ("vot dot", "Dot vote"),
        ("1-2-4", "1-2-4-All"),
    ],
)
def test_words_are_found(typed: str, text: str) -> None:
    assert weight(typed, [text]) > 0


@pytest.mark.parametrize(("typed", "text"), [("dot fish", "Dot vote"), ("ish", "Fishbowl"), ("xyz", "")])
def test_every_word_must_begin_a_word(typed: str, text: str) -> None:
    assert weight(typed, [text]) == 0


def test_a_name_weighs_more_than_a_step_and_a_whole_word_more_than_its_beginning() -> None:
    assert weight("vote", ["Dot vote", ""]) > weight("vote", ["", "Dot vote"])
    assert weight("dot", ["Dot vote"]) > weight("dot", ["Dotted line"])


def test_the_best_come_first_and_equals_keep_their_order() -> None:
    items = [("steps", ["", "a vote"]), ("name", ["vote", ""]), ("none", ["", ""]), ("too", ["", "a vote"])]
    assert ranked("vote", items) == ["name", "steps", "too"]
    assert ranked("  ?!", items) == ["steps", "name", "none", "too"]


@pytest.mark.parametrize(("number", "answer"), [(None, True), (8, True), (12, True), (7, False), (13, False)])
def test_a_number_lies_within(number: int | None, answer: bool) -> None:
    assert fits(number, 8, 12) is answer


@given(st.text(max_size=40))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert weight(text, [text]) > 0


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words_of(fold(text)) == words_of(text)
