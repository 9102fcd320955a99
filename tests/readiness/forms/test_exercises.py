from datetime import date, timedelta

import pytest

from readiness.forms.exercises import AddExerciseForm, ChangeExerciseForm
from tests.factories.readiness import TODAY, ExerciseFactory

pytestmark = pytest.mark.django_db
KEY = "6f7b1d9e-0000-4000-8000-000000000001"


def add_form(agency, **values):
    typed = {"form_key": KEY, "held_on": "2026-11-25", "scenario": "Made up"} | values
    return AddExerciseForm(typed, agency=agency)


def test_numbers_become_one_column(agency):
    form = add_form(agency, people_youth="4", people_patrol="0", people_faith="")
    assert form.is_valid(), form.errors
    assert form.values()["counts"] == {"youth": 4}


def test_the_next_one_is_a_year_later_unless_said_otherwise(agency):
    form = add_form(agency)
    assert form.is_valid()
    assert form.values()["next_on"] == TODAY + timedelta(days=365)
    form = add_form(agency, next_on="2027-02-01")
    assert form.is_valid()
    assert form.values()["next_on"] == date(2027, 2, 1)


def test_the_next_one_comes_later(agency):
    form = add_form(agency, next_on="2026-11-25")
    assert form.errors == {"next_on": ["The next exercise comes after this one. Choose a later day."]}


@pytest.mark.parametrize("number", ["-1", "many", "2000"])
def test_a_number_that_is_none(agency, number):
    assert list(add_form(agency, people_youth=number).errors) == ["people_youth"]


@pytest.mark.parametrize(
    ("typed", "changed"),
    [({}, {}), ({"people_faith": "2"}, {"counts": {"youth": 4, "faith": 2}}), ({"gaps": "x"}, {"gaps": "x"})],
)
def test_only_what_changed_is_a_change(agency, typed, changed):
    row = ExerciseFactory(agency=agency, counts={"youth": 4}, next_on=TODAY + timedelta(days=300))
    options = {"agency": agency, "entry": row, "current": ChangeExerciseForm.current_of(row), "version": 1}
    shown = ChangeExerciseForm(**options)
    data = {name: shown[name].value() for name in shown.fields} | typed
    form = ChangeExerciseForm({name: value for name, value in data.items() if value is not None}, **options)
    assert form.is_valid(), form.errors
    assert form.entry_changes() == changed


def test_every_category_has_its_number(agency):
    names = [field.name for _label, fields in add_form(agency).groups for field in fields]
    assert len(names) == len(set(names)) == 27
