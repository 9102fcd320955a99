import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import NotAllowed
from dialogues.choices import Affiliation, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed, NoteRemoved, SpaceNotYours
from dialogues.models import Note
from dialogues.services import dialogues, notes
from records.choices import Space
from records.models import AuditEvent
from records.services import audit
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, SessionFactory, seated
from tests.factories.notes import NoteFactory

pytestmark = pytest.mark.django_db
# Which spaces each seat writes in; everything else is refused.
SEATS = {
    (Seat.LIAISON, Affiliation.LAW_ENFORCEMENT): {Space.JOINT, Space.AGENCY},
    (Seat.DESIGNER, Affiliation.LAW_ENFORCEMENT): {Space.JOINT, Space.AGENCY},
    (Seat.DESIGNER, Affiliation.LOCAL_GOVERNMENT): {Space.JOINT, Space.AGENCY},
    (Seat.DESIGNER, Affiliation.COMMUNITY): {Space.JOINT, Space.COMMUNITY},
    (Seat.FACILITATOR, Affiliation.FACILITATOR): {Space.JOINT, Space.NEUTRAL},
    (Seat.NEUTRAL, Affiliation.CONVENER): {Space.JOINT, Space.NEUTRAL},
}
HOSTILE = [
    "<script>alert(1)</script>",
    "{by} {{ 7 }} {% now %} %s",
    "'; DROP TABLE dialogues_note; --",
    '=HYPERLINK("x")',
    "\u202egnihton\u202c שלום 🙂 Ω",
    "A" * 4000,
]


def wrote(by, dialogue, **values):
    said = {"space": Space.JOINT, "kind": "theme", "text": "Stops feel random."} | values
    return notes.write(by=by, dialogue=dialogue, **said)


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("kind", "space"))


@pytest.fixture
def note():
    return NoteFactory(space=Space.AGENCY, text="As it was")


@pytest.fixture
def liaison(note):
    return seated(note.dialogue)


@pytest.mark.parametrize("space", Space)
@pytest.mark.parametrize(("place", "spaces"), SEATS.items())
def test_each_seat_writes_in_its_spaces_alone(place, spaces, space):
    dialogue = DialogueFactory()
    by = seated(dialogue, *place)
    if space in spaces:
        assert wrote(by, dialogue, space=space).space == space
        assert events() == [("note_written", space)]
    else:
        with pytest.raises(SpaceNotYours):
            wrote(by, dialogue, space=space)
        assert not Note.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_kept_as_it_is_and_never_stands_in_the_record(text):
    dialogue = DialogueFactory()
    note = wrote(seated(dialogue), dialogue, text=text)
    event = AuditEvent.objects.get()
    assert (note.text, text in f"{event.sentence}{event.details}{event.subject_label}") == (text, False)
    assert "Joint" in event.sentence


def test_the_same_form_twice_keeps_one_note():
    dialogue, key = DialogueFactory(), uuid.uuid4()
    by = seated(dialogue)
    first, again = (wrote(by, dialogue, form_key=key) for _turn in range(2))
    assert (first, len(events())) == (again, 1)


def test_a_session_of_another_dialogue_is_a_mistake():
    dialogue = DialogueFactory()
    with pytest.raises(ValueError, match="another dialogue"):
        wrote(seated(dialogue), dialogue, session=SessionFactory())


def test_refused_without_a_seat():
    dialogue = DialogueFactory()
    keeper = MembershipFactory(agency=dialogue.agency, roles=["records_officer"]).user
    with pytest.raises(NotAllowed, match="Only people with a seat in this dialogue write notes"):
        wrote(keeper, dialogue)


def test_nothing_changes_in_a_closed_dialogue(note, liaison):
    closed = ClosedDialogueFactory()
    with pytest.raises(DialogueClosed):
        wrote(seated(closed), closed)
    note.dialogue = dialogues.close(by=liaison, dialogue=note.dialogue)
    for deed in (notes.remove, notes.put_back):
        with pytest.raises(DialogueClosed):
            deed(by=liaison, note=note)
    with pytest.raises(DialogueClosed):
        notes.change(by=liaison, note=note, version=1, kind="idea", text="x")


def test_write_leaves_nothing_when_the_record_fails(monkeypatch):
    dialogue = DialogueFactory()
    by = seated(dialogue)
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        wrote(by, dialogue)
    assert not Note.objects.exists()


def test_change_keeps_the_space_and_counts_the_version(note, liaison):
    row = notes.change(by=liaison, note=note, version=1, kind="idea", text=" Other words ")
    assert (row.kind, row.text, row.version, row.space) == ("idea", "Other words", 2, Space.AGENCY)
    assert events() == [("note_changed", "agency")]


def test_change_to_the_same_words_writes_nothing(note, liaison):
    notes.change(by=liaison, note=note, version=99, kind=note.kind, text=note.text)
    assert events() == []


def test_change_refused_when_someone_else_saved_first(note, liaison):
    notes.change(by=liaison, note=note, version=1, kind="idea", text="Mine")
    with pytest.raises(ChangedMeanwhile):
        notes.change(by=liaison, note=note, version=1, kind="idea", text="Theirs")
    note.refresh_from_db()
    assert note.text == "Mine"


def test_change_refused_when_the_note_was_removed(note, liaison):
    notes.remove(by=liaison, note=note)
    with pytest.raises(NoteRemoved):
        notes.change(by=liaison, note=note, version=1, kind="idea", text="x")


@pytest.mark.parametrize("deed", [notes.remove, notes.put_back])
def test_refused_in_a_space_that_the_seat_does_not_reach(note, deed):
    with pytest.raises(SpaceNotYours):
        deed(by=seated(note.dialogue, Seat.DESIGNER), note=note)
    with pytest.raises(SpaceNotYours):
        notes.change(
            by=seated(note.dialogue, Seat.NEUTRAL), note=note, version=1, kind="idea", text="Now it is mine"
        )


def test_a_removed_note_is_put_back_as_it_was(note, liaison):
    for _turn in range(2):
        notes.remove(by=liaison, note=note)
    assert not Note.objects.kept().exists()
    for _turn in range(2):
        notes.put_back(by=liaison, note=note)
    assert Note.objects.kept().get().text == "As it was"
    assert events() == [("note_removed", "agency"), ("note_put_back", "agency")]


def test_export_leaves_its_taker_in_the_record(note, liaison):
    notes.record_export(by=liaison, dialogue=note.dialogue, count=3)
    event = AuditEvent.objects.get()
    assert event.sentence == f"{liaison.full_name} exported the joint notes"
    assert event.details["count"] == 3


def test_export_refused_without_a_seat(note):
    keeper = MembershipFactory(agency=note.dialogue.agency, roles=["records_officer"]).user
    with pytest.raises(NotAllowed, match="take its notes out"):
        notes.record_export(by=keeper, dialogue=note.dialogue, count=1)


@pytest.mark.parametrize("column", ["space", "dialogue"])
def test_the_database_refuses_to_move_a_note(note, column):
    elsewhere = {"space": Space.JOINT, "dialogue": DialogueFactory()}
    with pytest.raises(IntegrityError, match="stays in its space"), transaction.atomic():
        Note.objects.filter(pk=note.pk).update(**{column: elsewhere[column]})
