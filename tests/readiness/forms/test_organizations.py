import pytest
from django import forms

from accounts.roles import Role
from readiness.forms.organizations import (
    AddOrganizationForm,
    ChangeOrganizationForm,
    ContactForm,
    FindOrganizationsForm,
)
from readiness.models import Organization
from tests.factories.accounts import UserFactory
from tests.factories.readiness import TODAY, OrganizationFactory, member

pytestmark = pytest.mark.django_db
KEY = "6f7b1d9e-0000-4000-8000-000000000001"


def add_form(agency, **values):
    return AddOrganizationForm(
        {"form_key": KEY, "name": "Demo Club", "category": "youth"} | values, agency=agency
    )


def test_name_and_category_are_enough(agency):
    form = add_form(agency)
    assert form.is_valid(), form.errors
    assert set(form.values()) == set(Organization.FILLED_IN)


def test_what_is_missing_is_said_beside_the_field(agency):
    form = add_form(agency, name=" ", category="not_said", email="nowhere", languages=["tlh"])
    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "name": "Write the name of the organization or office.",
        "category": "Choose one from the list.",
        "email": "Write an e-mail address such as office@example.org.",
        "languages": "Choose from the list.",
    }


def test_on_a_phone_only_the_first_fields_stand_open(agency):
    first = [field.name for field in add_form(agency).first_fields]
    assert first == ["name", "category", "contact", "phone", "holder"]
    later = {field.name for field in add_form(agency).later_fields}
    assert {*first, *later} == set(Organization.FILLED_IN)


def test_no_field_could_hold_a_score(agency):
    """No number and no choice of grades: only words, days, yes or no, and fixed vocabularies."""
    numbers = (forms.IntegerField, forms.FloatField, forms.DecimalField)
    visible = [field.field for field in add_form(agency).visible_fields()]
    assert not [field for field in visible if isinstance(field, numbers)]


def test_members_hold_relationships(agency):
    colleague, left = member(agency, Role.ADMINISTRATOR), UserFactory()
    row = OrganizationFactory(agency=agency, holder=left)
    offered = set(add_form(agency).fields["holder"].queryset)
    assert offered == {colleague}
    current = ChangeOrganizationForm.current_of(row)
    form = ChangeOrganizationForm(agency=agency, entry=row, current=current, version=1)
    assert set(form.fields["holder"].queryset) == {colleague, left}


def test_a_form_over_a_newer_row_keeps_both(agency):
    row = OrganizationFactory(agency=agency, phone="1")
    shown = ChangeOrganizationForm(
        agency=agency, entry=row, current=ChangeOrganizationForm.current_of(row), version=1
    )
    typed = {name: shown[name].value() for name in shown.fields} | {"contact": "Office"}
    row.phone = "2"
    data = {name: value for name, value in typed.items() if value not in (None, [])}
    form = ChangeOrganizationForm(
        data, agency=agency, entry=row, current=ChangeOrganizationForm.current_of(row), version=2
    )
    assert form.is_valid()
    assert form.entry_changes() == {"contact": "Office"}
    assert form.rebased().data["phone"] == "2"


def test_a_talk_is_today_unless_said_otherwise():
    assert ContactForm(today=TODAY)["spoke_on"].value() == TODAY


def test_filters_that_make_no_sense_are_left_out(agency):
    asked = FindOrganizationsForm(
        {"category": "x", "holder": "999", "quiet": "no", "after": "a", "messenger": "yes"}, agency=agency
    ).asked()
    assert asked == {"messenger": "yes"}
