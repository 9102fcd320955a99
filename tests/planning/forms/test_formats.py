"""Forms around formats: lists forgive, forms that keep something tell."""

import pytest

from dialogues.choices import Phase
from planning.forms.formats import CopyFormatForm, FindFormatsForm, KeepFormatForm, StartAgendaForm
from planning.models import OwnFormat
from planning.summaries.formats import Wanted
from tests.factories.planning import format_values

KEY = {"form_key": "5c7fd1f8-3c4d-4e57-9a3e-0d5f6a1c2b3d"}


def keep_form(data, *, leads=(), may_keep_for_agency=True):
    return KeepFormatForm(data, typed_leads=list(leads), may_keep_for_agency=may_keep_for_agency)


def test_what_was_asked_is_read():
    form = FindFormatsForm({"q": " circle ", "phase": "sustained", "size": "12", "minutes": "120"})
    assert form.wanted() == Wanted("circle", Phase.SUSTAINED, 12, 120)
    assert form.wanted().is_filtered


@pytest.mark.parametrize(
    "asked", [{}, {"size": "x"}, {"size": "0"}, {"minutes": "99999"}, {"phase": "then"}, {"q": "   "}]
)
def test_what_makes_no_sense_asks_for_nothing(asked):
    assert not FindFormatsForm(asked).wanted().is_filtered


def test_endless_words_are_cut():
    assert len(FindFormatsForm({"q": "x" * 5000}).wanted().words) == 100


def test_a_kept_format_can_be_chosen_beside_those_of_the_files():
    own = OwnFormat(pk=7, name="Ours")
    form = StartAgendaForm({"format": "own-7"}, phase=Phase.SUSTAINED, own=[own])
    assert form.is_valid()
    assert form.chosen_own() is own
    form = StartAgendaForm({"format": "town_hall"}, phase=Phase.SUSTAINED, own=[own])
    assert form.is_valid()
    assert form.chosen_own() is None


def test_what_a_format_says_of_itself_is_cleaned():
    form = keep_form(format_values(name="  Our \n evening ") | KEY | {"level": "personal"})
    assert form.is_valid(), form.errors
    assert form.values()["name"] == "Our evening"
    assert "leads" not in form.fields


@pytest.mark.parametrize(
    ("smallest", "largest", "field"), [(1, 5, "smallest_group"), (9, 8, "largest_group")]
)
def test_a_group_that_cannot_be_is_told(smallest, largest, field):
    values = format_values(smallest_group=smallest, largest_group=largest)
    form = keep_form(values | KEY | {"level": "agency"})
    assert field in form.errors


def test_only_typed_leads_can_be_ticked():
    form = keep_form(format_values() | KEY | {"level": "agency", "leads": ["Mayor"]}, leads=["City clerk"])
    assert "leads" in form.errors
    assert form.chosen_leads() == []
    form = keep_form({"leads": ["City clerk"]}, leads=["City clerk"])
    assert form.chosen_leads() == ["City clerk"]
    assert keep_form(None, leads=["City clerk"]).chosen_leads() == []


@pytest.mark.parametrize(("may", "is_offered"), [(True, True), (False, False)])
def test_the_agency_is_offered_with_the_right_alone(may, is_offered):
    form = CopyFormatForm({"name": "Mine", "level": "agency"} | KEY, may_keep_for_agency=may)
    assert form.is_valid() is is_offered
