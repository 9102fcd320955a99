"""What a person types becomes clean values, with line breaks as one character and spaces trimmed."""

import uuid

import pytest

from dialogues.choices import DialogueFormat, Phase
from planning import content
from planning.choices import BlockKind
from planning.forms.agendas import AddItemForm, ChangeItemForm, DetailsForm, ItemFields, MoveForm, StartForm
from planning.models import AgendaBlock
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
    ("values", "name", "said"),
    [
        ({"minutes": ""}, "minutes", "Write how many minutes it takes, such as 15."),
        ({"minutes": "-3"}, "minutes", "An item takes at least 1 minute."),
        ({"minutes": "10000"}, "minutes", "An item takes at most 1,440 minutes (24 hours)."),
        ({"minutes": "10", "least_minutes": "12"}, "least_minutes",
         "This is more than the 10 minutes of the item. Write fewer, or leave it empty."),
        ({"minutes": "10", "most_minutes": "8"}, "most_minutes",
         "This is less than the 10 minutes of the item. Write more, or leave it empty."),
        ({"minutes": "10", "access_minutes": "10"}, "access_minutes",
         "Keep it below the 10 minutes of the item."),
        ({"settle_minutes": "-1"}, "settle_minutes", "Write 0 minutes, or more."),
        ({"fixed_at": "noonish"}, "fixed_at", "Write the time as 6:00 pm or 18:00."),
        ({"track": "7"}, "track", "Choose one from the list."),
        ({"script": "x" * 20_000}, "script", "Use at most 4000 characters; this has 20000."),
    ],
)  # fmt: skip
def test_each_mistake_is_a_sentence_beside_its_field(values, name, said):
    assert AddItemForm(typed(**values)).errors == {name: [said]}


def test_a_share_for_access_that_nobody_wrote_is_no_mistake_of_whoever_writes_fewer_minutes():
    block = AgendaBlock(**(item_values() | {"minutes": 20, "access_minutes": 10}))
    shown = ChangeItemForm(current=ChangeItemForm.current_of(block), version=1)
    sent = {name: shown.fields[name].prepare_value(shown.initial[name]) for name in shown.fields}
    for share, errors in (("10", []), ("9", ["access_minutes"])):
        data = sent | {"minutes": "8", "access_minutes": share}
        form = ChangeItemForm(data, current=ChangeItemForm.current_of(block), version=1)
        assert list(form.errors) == errors


def test_what_is_left_empty_is_as_usual():
    form = AddItemForm(typed(least_minutes="", fixed_at="", settle_minutes="", access_minutes="", track=""))
    assert form.is_valid()
    assert form.values() == item_values()


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({}, set()),
        ({"fixed_at": "19:00"}, {"time"}),
        ({"track": "2", "lead_in": "Some of this may hurt."}, {"time", "hard"}),
        ({"settle_minutes": "-1"}, {"hard"}),
        ({"is_for_crew": ""}, {"people"}),
    ],
)
def test_what_is_folded_opens_when_something_in_it_is_set_or_wrong(values, parts):
    assert AddItemForm(typed(**values)).open_parts() == parts
    known = {name for names in ItemFields.parts.values() for name in names}
    assert known < set(ItemFields.base_fields)


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
