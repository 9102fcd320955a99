"""What is typed about lateness and access becomes clean values, or a sentence beside the field."""

from datetime import UTC, datetime

import pytest

from dialogues.models import Session
from planning.forms.timing import AccessForm, GoOnForm, ItemsForm, LateForm, VersionForm
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import AccessValues
from planning.timing.late import Way

SESSION = Session(starts_at=datetime(2026, 12, 9, 0, 0, tzinfo=UTC), time_zone="America/Chicago", minutes=90)
BLOCKS = [AgendaBlock(pk=7, title="Talk", minutes=20), AgendaBlock(pk=9, title="Film", minutes=30)]
WHOLE = {"agenda": Agenda(session=SESSION), "blocks": BLOCKS}
MOST = "Write at most 240 minutes (4 hours)."


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("", "Write by how many minutes you are late, such as 20."),
        ("soon", "Write the minutes as a whole number, such as 20."),
        ("0", "Write at least 1 minute."),
        ("-5", "Write at least 1 minute."),
        ("10000", MOST),
        ("20", None),
    ],
)
def test_how_late_it_is(minutes, said):
    errors = LateForm({"minutes": minutes, "after": ""}, **WHOLE).errors
    assert errors.get("minutes", [None])[0] == said


@pytest.mark.parametrize(("after", "index"), [("", None), ("7", 0), ("9", 1)])
def test_a_late_start_or_an_item_that_ran_over(after, index):
    form = LateForm({"minutes": "6", "after": after}, **WHOLE)
    assert form.is_valid()
    assert form.index() == index


def test_items_of_one_name_are_told_apart_by_when_they_begin():
    labels = [label for _value, label in LateForm(**WHOLE).fields["after"].choices]
    assert labels == ["We start late", "6:00 pm “Talk” ran over", "6:20 pm “Film” ran over"]


def test_an_item_that_is_gone_cannot_be_chosen():
    form = LateForm({"minutes": "6", "after": "8"}, **WHOLE)
    assert form.errors["after"] == ["This item is not on the agenda any more. Choose another."]


def test_a_way_is_chosen_for_the_times_that_were_shown():
    form = GoOnForm({"minutes": "6", "after": "9", "way": "trim", "version": "4"}, **WHOLE)
    assert form.is_valid()
    assert form.values() == {"way": Way.TRIM, "version": 4, "minutes": 6, "after": 9, "gone": None}
    assert "way" in GoOnForm({"minutes": "6", "way": "hurry", "version": "4"}, **WHOLE).errors


@pytest.mark.parametrize(
    ("more", "rows", "query"),
    [
        ({"gone": ["9"]}, None, "minutes=6&after="),
        ({"is_chosen": "on"}, [], "minutes=6&after=&is_chosen=on"),
        ({"is_chosen": "on", "gone": ["9"]}, [1], "minutes=6&after=&is_chosen=on&gone=9"),
    ],
)
def test_what_is_ticked_to_go_counts_once_it_could_be_ticked(more, rows, query):
    form = LateForm({"minutes": "6", "after": ""} | more, **WHOLE)
    assert form.is_valid()
    assert (form.gone_rows(), form.query()) == (rows, query)


def test_items_are_chosen_from_those_that_are_there():
    form = ItemsForm({"version": "3", "items": ["7"]}, known=[7, 9])
    assert form.is_valid()
    assert form.values() == {"version": 3, "items": [7], "breaks": []}
    for name in ("items", "breaks"):
        assert ItemsForm({"version": "3", name: ["8"]}, known=[7, 9]).values()["version"] == 0
    assert not VersionForm({"version": "old"}).is_valid()


def access_form(**values):
    current = AccessForm.current_of(Agenda())
    shown = AccessForm(current=current, version=1).initial
    return AccessForm(shown | values, current=current, version=1)


def test_the_form_asks_for_everything_that_is_provided():
    own = set(AccessForm.base_fields) - {"version", "seen"}
    assert own == set(AccessValues.__annotations__)
    assert set(AccessForm.factors) < own


def test_only_what_was_changed_counts_as_a_change():
    form = access_form(has_captions="on", sign_percent="20")
    assert form.is_valid()
    assert form.changes() == {"has_captions": True, "sign_percent": 20}


@pytest.mark.parametrize("value", ["", "301", "-1", "a lot", "1.5"])
def test_a_factor_out_of_range_says_the_range_and_unfolds(value):
    form = access_form(sign_percent=value)
    assert form.errors["sign_percent"] == ["Write a whole number from 0 to 300."]
    assert form.is_open()
    assert not access_form(interpreters="-1").is_open()
