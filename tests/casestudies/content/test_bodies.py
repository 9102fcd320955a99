"""A case survives becoming plain values and back."""

import json

import pytest

from casestudies import content
from casestudies.content import body_of, case_from, digest_of, spell_years
from tests.factories.casestudies import whole_body


@pytest.mark.parametrize("case", content.cases(), ids=lambda case: case.key)
def test_every_case_comes_back_as_it_was(case: content.Case) -> None:
    body = json.loads(json.dumps(body_of(case)))
    assert case_from(body, key=case.key, version=case.version, strengths=content.strengths()) == case


def test_an_empty_draft_is_a_case_without_anything() -> None:
    case = case_from({}, key="", version=0, strengths=content.strengths())
    assert (case.place, case.outcomes, case.first_year, case.people) == ("", (), 0, None)


def test_a_strength_that_is_gone_keeps_its_key() -> None:
    body = whole_body(outcomes=[{"text": "It held.", "strength": "proven", "sources": []}])
    case = case_from(body, key="", version=1, strengths=content.strengths())
    assert case.outcomes[0].strength.label == "proven"


def test_the_digest_tells_words_apart_and_not_their_order() -> None:
    body = whole_body()
    turned = dict(reversed(body.items()))
    assert digest_of(turned) == digest_of(body) != digest_of(whole_body(place="Demo Town"))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(2016, 2016, "2016"), (2016, 2018, "2016–2018"), (2018, None, "Since 2018"), (None, None, "")],
)
def test_years_as_people_say_them(first: int | None, last: int | None, words: str) -> None:
    assert spell_years(first, last) == words
