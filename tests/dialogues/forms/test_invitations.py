import pytest
from django.http import QueryDict

from dialogues.formats import MOST_INVITED_AT_ONCE
from dialogues.forms.invitations import AnswerFilter, ChosenPeople, SendAgainForm, WhoForm


def chosen(query):
    return ChosenPeople.read(QueryDict(query))


def test_people_come_ticked_one_by_one_or_in_one_field():
    assert chosen("people=1&people=2").keys == [1, 2]
    assert chosen("people=1,2,3").keys == [1, 2, 3]


@pytest.mark.parametrize("query", ["", "people=", "people=x", "people=-1", "people=1e3", "people=%D9%A3"])
def test_nonsense_is_nobody(query):
    assert chosen(query).keys == []


def test_no_more_than_fit_on_one_page():
    many = ",".join(str(number) for number in range(1, 2000))
    assert len(chosen(f"people={many}").keys) == MOST_INVITED_AT_ONCE


def test_everyone_of_a_category():
    found = chosen("everyone=yes&category=youth")
    assert (found.everyone, found.category) == (True, "youth")
    assert chosen("everyone=yes&category=martians").category == ""


def test_filters_ignore_what_makes_no_sense():
    assert WhoForm({"category": "martians"}).chosen == ""
    assert WhoForm({"category": "faith"}).chosen == "faith"
    assert AnswerFilter.read({"answer": "perhaps", "after": "x"}) == {"answer": "", "after": None}
    assert AnswerFilter.read({"answer": "yes", "after": "5"}) == {"answer": "yes", "after": 5}


def test_send_again_needs_the_count_that_was_seen():
    assert not SendAgainForm({}).is_valid()
    assert not SendAgainForm({"letters": "99999"}).is_valid()
    assert SendAgainForm({"letters": "2"}).is_valid()
