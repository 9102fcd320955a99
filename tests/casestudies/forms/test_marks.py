"""Keeping a marked place takes a choice and words; contacts and known names cannot be kept."""

import pytest

from casestudies.choices import Part
from casestudies.evidence import Keeping, Mark
from casestudies.forms.marks import MarksForm
from casestudies.summaries.drafts import MarkedPlace

NAME = MarkedPlace(Mark("abc", "Kwame Osei", "a person’s name", "Kwame Osei spoke.", Part.WORK))
PHONE = MarkedPlace(Mark("def", "612-555-0100", "a phone number", "Call.", Part.WORK, is_contact=True))
KNOWN = MarkedPlace(Mark("ghi", "Zyanya", "a person’s name", "Zyanya came.", Part.WORK, is_known=True))


def test_a_place_is_kept_with_a_choice_and_words() -> None:
    form = MarksForm({"abc": "incident", "words_abc": "Every paper named him."}, places=[NAME, PHONE])
    assert form.is_valid(), form.errors
    assert form.reasons() == {"abc": Keeping("incident", "Every paper named him.")}
    assert [row[0] for row in form.rows] == [NAME]


def test_left_alone_it_waits() -> None:
    form = MarksForm({"abc": "", "words_abc": ""}, places=[NAME])
    assert form.is_valid(), form.errors
    assert form.reasons() == {"abc": Keeping()}


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"abc": "incident", "words_abc": " "}, "words_abc", "in a few words"),
        ({"abc": "", "words_abc": "Public."}, "abc", "Choose why it stays"),
        ({"abc": "because", "words_abc": "Public."}, "abc", "Choose one from the list"),
        ({"abc": "incident", "words_abc": "x" * 201}, "words_abc", "at most 200"),
    ],
)
def test_half_an_answer_is_told_beside_the_field(typed: dict[str, str], field: str, told: str) -> None:
    form = MarksForm(typed, places=[NAME])
    assert list(form.errors) == [field]
    assert told in str(form.errors[field])
    assert form["words_abc"].value() == typed["words_abc"]


@pytest.mark.parametrize("place", [PHONE, KNOWN])
def test_what_cannot_be_kept_has_no_fields(place: MarkedPlace) -> None:
    key = place.mark.key
    form = MarksForm({key: "agreed", f"words_{key}": "It was agreed."}, places=[place])
    assert form.is_valid()
    assert (form.reasons(), form.rows) == ({}, [])
