"""Keeping a marked place takes a choice and words; publishing takes a tick for each."""

import pytest

from casestudies.choices import Part
from casestudies.evidence import Keeping, Mark
from casestudies.forms.marks import LookedAtForm, MarksForm
from casestudies.summaries.drafts import KeptPlace, MarkedPlace

NAME = MarkedPlace(Mark("abc", "Kwame Osei", "a person’s name", "Kwame Osei spoke.", Part.WORK))
PHONE = MarkedPlace(Mark("def", "612-555-0100", "a phone number", "Call.", Part.WORK, is_contact=True))


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


def test_a_contact_cannot_be_kept() -> None:
    form = MarksForm({"def": "agreed", "words_def": "It was agreed."}, places=[PHONE])
    assert form.is_valid()
    assert form.reasons() == {}
    assert form.contacts == [PHONE]


def test_each_kept_place_needs_its_own_tick() -> None:
    kept = [KeptPlace(key, f"Demo {key}", "Public", "Well known.") for key in ("a", "b")]
    half = LookedAtForm({"looked_a": "on"}, kept=kept)
    assert list(half.errors) == ["looked_b"]
    whole = LookedAtForm({"looked_a": "on", "looked_b": "on"}, kept=kept)
    assert whole.is_valid()
    assert whole.looked_at() == ["a", "b"]
    assert LookedAtForm({}, kept=[]).is_valid()
