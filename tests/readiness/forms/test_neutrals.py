import pytest

from readiness.forms.neutrals import AddNeutralForm

pytestmark = pytest.mark.django_db


def test_name_kind_and_daytime_contact_are_enough(agency):
    form = AddNeutralForm(agency=agency)
    assert [field.name for field in form.first_fields] == ["name", "kind", "day_contact", "night_contact"]
    key = form["form_key"].value()
    typed = {"form_key": key, "name": "Demo Center", "kind": "other", "day_contact": "555-0100"}
    form = AddNeutralForm(typed, agency=agency)
    assert form.is_valid(), form.errors
    assert (form.values()["agreed_on"], form.values()["costs"]) == (None, "")
