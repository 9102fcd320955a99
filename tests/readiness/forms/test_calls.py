import pytest

from readiness.forms.calls import AddCallForm, CallTreeTestForm
from tests.factories.readiness import TODAY, CallFactory

pytestmark = pytest.mark.django_db


def test_a_place_needs_a_part_a_name_and_a_number(agency):
    assert {"part", "name", "phone"} <= set(AddCallForm({}, agency=agency).errors)


def test_only_who_stands_in_the_tree_can_be_ticked(agency):
    here, gone, other = (
        CallFactory(agency=agency),
        CallFactory(agency=agency, was_removed=True),
        CallFactory(),
    )
    form = CallTreeTestForm(agency=agency, today=TODAY)
    assert list(form.fields["not_reached"].queryset) == [here]
    assert form["held_on"].value() == TODAY
    for stray in (gone, other):
        data = {"form_key": form["form_key"].value(), "held_on": "2026-11-25", "not_reached": [stray.pk]}
        assert list(CallTreeTestForm(data, agency=agency, today=TODAY).errors) == ["not_reached"]
