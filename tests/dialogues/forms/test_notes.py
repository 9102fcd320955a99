import uuid

import pytest

from dialogues.forms.notes import FindNotesForm, NoteChangeForm, NoteForm
from records.choices import Space
from tests.factories.dialogues import SessionFactory
from tests.factories.notes import NoteFactory

pytestmark = pytest.mark.django_db
SPACES = {Space.JOINT, Space.NEUTRAL}


def form(sessions=(), **typed):
    data = {"form_key": uuid.uuid4(), "space": "joint", "kind": "theme", "text": "Heard"} | typed
    return NoteForm(data, spaces=SPACES, sessions=sessions)


def test_only_the_seats_spaces_are_offered_each_with_its_readers():
    offered = form()
    assert [value for value, _label in offered.fields["space"].choices] == ["joint", "neutral"]
    assert "not even reviewers" in str(offered.fields["space"].option_hints[Space.NEUTRAL])
    assert form(space="agency").errors["space"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "A" * 4001}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"kind": "gossip"}, "kind"),
        ({"session": "1"}, "session"),
        ({"form_key": "x"}, "__all__"),
    ],
)
def test_wrong_input_is_told_beside_its_field(typed, name):
    assert list(form(**typed).errors) == [name]


def test_line_breaks_are_one_sign_and_sessions_are_found_again():
    session = SessionFactory()
    cleaned = form([session], text="One\r\nTwo", session=str(session.pk))
    assert cleaned.is_valid()
    assert cleaned.cleaned_data["text"] == "One\nTwo"
    assert cleaned.sessions[cleaned.cleaned_data["session"]] == session


def test_a_changed_note_has_no_field_for_its_space():
    note = NoteFactory()
    change = NoteChangeForm(current=NoteChangeForm.current_of(note), version=note.version)
    assert {"space", "session", "written_by", "dialogue"}.isdisjoint(change.fields)


def test_filters_that_make_no_sense_are_left_out():
    found = FindNotesForm(
        {"space": "community", "kind": "idea", "session": "x", "before": "-1", "removed": "9" * 30},
        spaces=SPACES,
        sessions=[],
    )
    assert found.asked() == {"kind": "idea"}
