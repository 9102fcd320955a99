"""One line of text stays one line, whatever was pasted into it."""

import pytest

from dialogues.forms.fields import Line, Paragraphs


@pytest.mark.parametrize("typed", ["a\r\nb", "a\nb", " a \t b ", "a\x0bb", "a b"])
def test_a_line_is_one_line(typed: str) -> None:
    assert Line(max_length=99).clean(typed) == "a b"


def test_paragraphs_keep_their_lines() -> None:
    assert Paragraphs(max_length=99).clean("a\r\nb") == "a\nb"
