import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dialogues.forms.participants import AddParticipantForm, ChangeParticipantForm, FindPeopleForm, ImportForm
from records.formats.csv import MAX_BYTES
from tests.factories.participants import ParticipantFactory

VALUES = {
    "name": "Ana Demo", "naming": "first_name", "affiliation": "community", "category": "youth",
    "language": "en", "form_key": "0d3f7f0a-6a1b-4a8e-8e07-2f6a6f6b0d11",
}  # fmt: skip


def form(**values):
    return AddParticipantForm(VALUES | values)


def test_words_are_cleaned_and_addresses_made_small():
    filled = form(name="  Ana \t Demo\u202e ", email=" Ana@Demo.Example ", access_needs=" Ramp \r\n Seat ")
    assert filled.is_valid()
    details = filled.details()
    assert (details["name"], details["email"]) == ("Ana Demo", "ana@demo.example")
    assert details["access_needs"] == "Ramp\nSeat"


def test_a_name_of_blanks_is_no_name():
    assert "name" in form(name=" \u202e ").errors


def test_a_number_needs_no_name():
    assert form(name="", naming="number").is_valid()


def test_an_alias_alone_is_enough():
    assert form(name="", alias="Mo").is_valid()
    assert form(name="", alias="Mo", naming="alias").is_valid()


def test_every_column_is_asked_and_nothing_else_is_taken():
    filled = form(contact_stopped_at="2026-01-01", dialogue=1)
    assert filled.is_valid()
    assert set(filled.details()) == {
        "name", "alias", "email", "phone", "organization", "affiliation", "category", "language",
        "access_needs", "naming",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_form_to_change_shows_what_is_kept():
    person = ParticipantFactory(category="faith")
    form = ChangeParticipantForm(current=ChangeParticipantForm.current_of(person), version=person.version)
    assert (form["category"].value(), form["email"].value()) == ("faith", person.email)
    assert form["version"].value() == 1


def test_a_file_may_be_ten_megabytes_and_no_more():
    upload = SimpleUploadedFile("people.csv", b"a" * MAX_BYTES)
    assert ImportForm({}, {"upload": upload}).is_valid()
    larger = SimpleUploadedFile("people.csv", b"a" * (MAX_BYTES + 1))
    assert "Split it" in ImportForm({}, {"upload": larger}).errors["upload"][0]


def test_find_ignores_what_makes_no_sense():
    assert FindPeopleForm.read({"words": " ana ", "after": "7"}) == {"words": "ana", "after": 7}
    assert FindPeopleForm.read({"words": "x" * 500, "after": "-7"}) == {"words": "", "after": None}
