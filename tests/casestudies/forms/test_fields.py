"""Plain words only, and lists by the line."""

import pytest
from django.core.exceptions import ValidationError

from casestudies.forms.fields import Lines, Numbers, Several, plain, whole_address


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold",
        "</p>",
        "a <script src=x>",
        "<!-- note",
        "see [here](https://x.example)",
        "&lt;b",
        "&#60;b",
        "< img x>",
    ],
)
def test_marks_of_web_pages_are_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="Write plain text"):
        plain(text)


@pytest.mark.parametrize(
    "text", ["Trust < 5 and > 3", "Q&A; then rest", "I <3 this town", "5 < 6 people", "A & B"]
)
def test_ordinary_signs_are_not(text: str) -> None:
    plain(text)


@pytest.mark.parametrize("text", ["city.example", "javascript:alert(1)", "ftp://x.example", "https://x y"])
def test_an_address_is_whole(text: str) -> None:
    with pytest.raises(ValidationError, match="whole address"):
        whole_address(text)
    whole_address("https://www.city.example/report?x=1")


def test_lines_are_trimmed_and_empty_ones_left_out() -> None:
    field = Lines(most=3, longest=10)
    assert field.clean("  one  two \r\n\r\n three") == ["one two", "three"]
    assert field.prepare_value(["one", "two"]) == "one\ntwo"
    assert field.clean("") == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a\nb\nc\nd", "at most 3 lines; this has 4"),
        ("a\n" + "b" * 11, "Line 2 has 11 characters. Use at most 10"),
        ("a\n<b>", "plain text"),
        ("x" * 50_000, "Line 1 has 50000 characters"),
    ],
)
def test_what_is_wrong_is_told_by_the_line(typed: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Lines(most=3, longest=10).clean(typed)


def test_numbers_need_a_figure_and_what_it_counts() -> None:
    field = Numbers(most=3, longest=100)
    assert field.clean("184: people: all of them") == ["184: people: all of them"]
    for typed in ("184 people", ": people", "184:"):
        with pytest.raises(ValidationError, match="Line 1 needs a figure"):
            field.clean(typed)


def test_several_refuses_what_is_not_listed() -> None:
    field = Several(choices=[("a", "A")])
    assert field.clean([]) == []
    with pytest.raises(ValidationError, match="Choose from the list"):
        field.clean(["b"])
