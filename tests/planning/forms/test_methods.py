"""Forms of the method library."""

import pytest

from planning import content
from planning.forms.methods import AddMethodForm, FindMethodsForm
from planning.summaries.methods import WantedMethod

KEY = {"form_key": "5c7fd1f8-3c4d-4e57-9a3e-0d5f6a1c2b3d"}


def add_form(data=None, after=None):
    items = [(3, "Welcome"), (5, "Stories")]
    return AddMethodForm(data, method=content.method("go_round"), items=items, after=after)


def test_what_was_asked_is_read():
    form = FindMethodsForm({"q": "dots", "kind": "decision", "minutes": "20", "size": "30", "after": "4"})
    assert form.wanted() == WantedMethod("dots", "decision", 20, 30)
    assert form.known("after") == 4


@pytest.mark.parametrize("asked", [{}, {"kind": "preparation"}, {"minutes": "soon"}, {"after": "x"}])
def test_what_makes_no_sense_asks_for_nothing(asked):
    form = FindMethodsForm(asked)
    assert not form.wanted().is_filtered
    assert form.known("after") is None


def test_it_begins_at_the_usual_length_after_the_chosen_item():
    form = add_form(after=3)
    assert (form["minutes"].value(), form["after"].value()) == (20, "3")
    assert "After “Stories”" in str(form["after"])


@pytest.mark.parametrize(("after", "place"), [("", None), ("5", 5)])
def test_its_place_is_an_item_or_the_end(after, place):
    form = add_form({"minutes": "12", "after": after} | KEY)
    assert form.is_valid()
    assert form.place() == place


def test_an_item_of_another_agenda_is_no_place():
    assert "after" in add_form({"minutes": "12", "after": "99"} | KEY).errors
