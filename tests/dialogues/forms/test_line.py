"""One line of text stays one line, whatever was pasted into it."""

import pytest
from django.core.exceptions import ValidationError

from dialogues.forms.fields import Line, Paragraphs


@pytest.mark.parametrize("typed", ["a\r\nb", "a\nb", " a \t b ", "a\x0bb", "a b"])
def test_a_line_is_one_line(typed: str) -> None:
    assert Line(max_length=99).clean(typed) == "a b"


@pytest.mark.parametrize("typed", ["\u200b", "\u202e", "\u2060 \u00ad", "\u0301"])
def test_a_line_in_which_nothing_can_be_seen_is_missing(typed: str) -> None:
    with pytest.raises(ValidationError, match="Give it a name"):
        Line(missing="Give it a name.", max_length=99).clean(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\u202eb", "ab"), ("👩\u200d👧", "👩\u200d👧"), ("é 한 ع", "é 한 ع"), ("!", "!")]
)
def test_signs_that_turn_the_words_around_them_are_left_out(typed: str, kept: str) -> None:
    assert Line(max_length=99).clean(typed) == kept


def test_paragraphs_keep_their_lines() -> None:
    assert Paragraphs(max_length=99).clean("a\r\nb") == "a\nb"
