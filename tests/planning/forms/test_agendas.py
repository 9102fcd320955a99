"""What a person types becomes clean values, with line breaks as one character and spaces trimmed."""

import uuid

import pytest

from dialogues.choices import DialogueFormat, Phase
from planning import content
from planning.choices import BlockKind
from planning.forms.agendas import AddItemForm, ChangeItemForm, DetailsForm, ItemFields, MoveForm, StartForm
from planning.models.agendas import ItemValues
from tests.factories.planning import item_values


def typed(**values):
    return item_values() | {"form_key": uuid.uuid4(), "after": ""} | values


def test_the_form_asks_for_every_part_of_an_item():
    assert set(ItemFields.base_fields) == set(ItemValues.__annotations__)


def test_values_are_trimmed_and_line_breaks_are_one_character():
    form = AddItemForm(typed(title="  Welcome ", script="One\r\nTwo\r\n"))
    assert form.is_valid()
    assert (form.values()["title"], form.values()["script"]) == ("Welcome", "One\nTwo")


def test_a_text_of_just_the_right_length_passes_with_its_line_breaks():
    """A browser counts a line break once, and sends it as two characters."""
    text = "\r\n".join(["x" * 999] * 4)
    assert AddItemForm(typed(script=text)).is_valid()
    assert not AddItemForm(typed(script=text + "xx")).is_valid()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", ""),
        ("title", " "),
        ("title", "x" * 161),
        ("title", "nul\x00"),
        ("kind", "party"),
        ("kind", ""),
    ],
)
def test_what_an_item_cannot_be(name, value):
    assert name in AddItemForm(typed(**{name: value})).errors


@pytest.mark.parametrize(
    ("data", "expected"),
    [({"places": "-1"}, (-1, None)), ({"to": " 3 "}, (None, 3)), ({"to": "1e3"}, None), ({}, None)],
)
def test_a_move_is_so_many_places_or_a_place(data, expected):
    form = MoveForm(data)
    assert form.is_valid() == (expected is not None)
    if expected:
        assert (form.cleaned_data["places"], form.cleaned_data["to"]) == expected


@pytest.mark.parametrize("phase", Phase.values)
def test_formats_made_for_the_phase_stand_first(phase):
    form = StartForm(phase=phase)
    assert [*form.fitting, *form.others] == sorted(content.formats(), key=lambda one: phase not in one.phases)
    assert form.fitting


def test_every_format_can_be_chosen_and_none():
    for key in (*DialogueFormat.values, ""):
        assert StartForm({"format": key}, phase=Phase.PRE_CRISIS).is_valid()


def test_only_what_was_changed_counts_as_a_change():
    current = item_values(kind=BlockKind.WELCOME)
    form = ChangeItemForm(current=current, version=3)
    data = form.initial | {"minutes": "25"}
    sent = ChangeItemForm(data, current=current, version=3)
    assert sent.is_valid()
    assert (sent.changes(), sent.cleaned_data["version"]) == ({"minutes": 25}, 3)


def test_details_may_be_emptied():
    form = DetailsForm(current={"welcome": "Come in", "ground_rules": "Listen."}, version=1)
    sent = DetailsForm(form.initial | {"welcome": ""}, current=form.current, version=1)
    assert sent.is_valid()
    assert sent.changes() == {"welcome": ""}
