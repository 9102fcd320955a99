from datetime import date, time

import pytest
from django import forms

from dialogues.forms.fields import Choice, Clock, Day, Line, Paragraphs


def refused(field, value):
    with pytest.raises(forms.ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages


def test_line_is_optional_unless_it_says_what_is_missing():
    assert Line(label="x").clean("") == ""
    assert refused(Line(missing="Write it."), " ") == ["Write it."]


@pytest.mark.parametrize(("limit", "words"), [(1, "at most 1 character;"), (5, "at most 5 characters;")])
def test_line_counts_what_is_too_long(limit, words):
    assert words in refused(Line(max_length=limit), "x" * 300)[0]


def test_line_refuses_what_no_database_holds():
    assert refused(Line(), "a\x00b")


def test_paragraphs_count_a_line_break_once():
    assert Paragraphs(max_length=3).clean("a\r\nb") == "a\nb"
    assert Paragraphs().clean(None) == ""


def test_choice_with_hints_is_radio_buttons():
    field = Choice(choices=[("a", "A")], hints={"a": "The first"}, missing="Choose.")
    assert isinstance(field.widget, forms.RadioSelect)
    assert field.option_hints == {"a": "The first"}
    assert refused(field, "") == ["Choose."]
    assert refused(field, "b") == ["Choose one from the list."]


@pytest.mark.parametrize("text", ["2026-12-08", "12/8/2026", "12/08/26", "8 Dec 2026", "Tue 8 Dec 2026"])
def test_day_reads_what_people_and_browsers_write(text):
    assert Day().clean(text) == date(2026, 12, 8)


@pytest.mark.parametrize("text", ["0026-12-08", "20261-12-08", "1026-12-08", "9999-12-31"])
def test_day_refuses_years_that_are_typing_mistakes(text):
    assert refused(Day(), text)


@pytest.mark.parametrize("text", ["18:00", "6:00 pm", "6:00pm", "6 PM", "6pm", "6:00 p.m.", "18:00:00"])
def test_clock_reads_what_people_and_browsers_write(text):
    assert Clock().clean(text) == time(18)


@pytest.mark.parametrize("text", ["25:00", "evening", "6"])
def test_clock_says_how_to_write_a_time(text):
    assert refused(Clock(), text) == ["Write the time as 6:00 pm or 18:00."]
