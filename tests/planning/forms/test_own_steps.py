"""Writing an own step: plain choices, one task a line, a sentence beside each mistake."""

import uuid

import pytest

from planning.forms.own_steps import AddStepForm, ChangeOwnStepForm, WriteOwnStepForm
from tests.factories.planning import OwnStepFactory, own_step_values


def filled(**typed):
    data = own_step_values() | {"where": "pre_crisis:foundation", "form_key": str(uuid.uuid4())} | typed
    return WriteOwnStepForm(data)


def test_it_gives_place_and_words():
    form = filled(tasks="- Call the school\r\n\r\n• Write it down\r\n* Call the school")
    assert form.is_valid(), form.errors
    assert form.place() == {"phase": "pre_crisis", "stage": "foundation"}
    assert form.values() == own_step_values()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"where": ""}, "where", "Choose where the step belongs."),
        ({"where": "pre_crisis:nowhere"}, "where", "Choose one from the list."),
        ({"title": " "}, "title", "Write in a line what to do."),
        ({"tasks": "- \n•"}, "tasks", "Write at least one task."),
        ({"tasks": "\n".join(map(str, range(21)))}, "tasks", "Write at most 20 tasks."),
        ({"tasks": "a" * 301}, "tasks", "A task has at most 300 characters."),
        ({"number": ""}, "number", "Write how many."),
        ({"number": "-1"}, "number", "Write 0 or more."),
        ({"number": "1001"}, "number", "Write 1,000 or less."),
        ({"number": "soon"}, "number", "Write a whole number, such as 3."),
        ({"counting": "yearly", "number": "367"}, "number", "The first time lies within a year"),
        ({"counting": "days_after_incident"}, "counting", "Before a crisis there is no incident"),
        (
            {"where": "post_incident:first_day", "counting": "hours_after_incident", "number": "0"},
            "number",
            "Write 1 or more hours.",
        ),
    ],
)
def test_a_mistake_is_told_beside_its_field(typed, field, said):
    form = filled(**typed)
    assert not form.is_valid()
    assert set(form.errors) == {field}
    assert form.errors[field][0].startswith(said)


def test_a_plan_offers_the_stages_of_its_phase():
    form = AddStepForm(phase="sustained", may_keep=False)
    assert {value.split(":")[0] for value, _label in form.fields["where"].choices} == {"sustained"}
    assert "is_for_future" not in form.fields
    assert "days_after_incident" in dict(form.fields["counting"].choices)
    before = AddStepForm(phase="pre_crisis", may_keep=True)
    assert "is_for_future" in before.fields
    assert "days_after_incident" not in dict(before.fields["counting"].choices)


@pytest.mark.django_db
def test_only_what_was_changed_goes_into_the_row():
    own = OwnStepFactory()
    current = ChangeOwnStepForm.current_of(own)
    shown = ChangeOwnStepForm(current=current, version=1)
    data = shown.initial | {"where": "sustained:people", "title": "Other words"}
    form = ChangeOwnStepForm(data, current=current, version=1)
    assert form.is_valid(), form.errors
    assert form.row_changes() == {"phase": "sustained", "stage": "people", "title": "Other words"}
