import csv
import io
import uuid

import pytest
from django.urls import reverse

from dialogues.choices import Seat
from dialogues.models import Note
from dialogues.services import notes
from records.choices import Space
from records.models import AuditEvent
from tests.dialogues.views.conftest import questions, signed_in, typed
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import ClosedDialogueFactory, HeldSessionFactory, SessionFactory, seated
from tests.factories.notes import NoteFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"dialogues:{name}", args=args)


def writing(**values):
    return {
        "form_key": str(uuid.uuid4()),
        "space": "joint",
        "kind": "theme",
        "text": "Stops feel random.",
    } | values


def kept(dialogue):
    return list(dialogue.notes.values_list("space", "kind", "text"))


@pytest.fixture
def note(dialogue):
    return NoteFactory(dialogue=dialogue, text="As it was")


def test_write_and_write_another_of_the_same_session(dialogue, liaison):
    session = HeldSessionFactory(dialogue=dialogue)
    page = address("note-write", dialogue.pk)
    sent = liaison.post(page, writing(session=session.pk, another="yes"))
    assert sent.url == f"{page}?session={session.pk}"
    assert f'value="{session.pk}" selected' in liaison.get(sent.url).content.decode()
    assert kept(dialogue) == [("joint", "theme", "Stops feel random.")]
    assert dialogue.notes.get().session == session


def test_a_name_is_asked_about_once_and_the_text_stays(dialogue, liaison):
    ParticipantFactory(dialogue=dialogue, name="Rosa Demo-Diaz")
    page = liaison.post(address("note-write", dialogue.pk), writing(text="Rosa spoke of her son."))
    assert "seems to hold the name of someone who takes part" in page.content.decode()
    assert "Rosa spoke of her son." in page.content.decode()
    assert kept(dialogue) == []
    sent = liaison.post(address("note-write", dialogue.pk), typed(page, is_checked="on"))
    assert (sent.status_code, len(kept(dialogue))) == (302, 1)


def test_the_warning_tells_nobody_who_takes_part(dialogue, designer, neutral):
    """Whoever may not see the participants could else find them out by writing notes."""
    ParticipantFactory(dialogue=dialogue, name="Rosa Demo-Diaz")
    for browser in (designer, neutral):
        sent = browser.post(address("note-write", dialogue.pk), writing(text="Rosa spoke of her son."))
        assert sent.status_code == 302


def test_a_space_that_is_not_ones_own_cannot_be_chosen(dialogue, liaison):
    page = liaison.post(address("note-write", dialogue.pk), writing(space="neutral"))
    assert page.context["form"].errors["space"]
    assert kept(dialogue) == []


def test_the_second_of_two_is_told_and_keeps_the_text(note, liaison, designer):
    page = address("note-change", note.dialogue_id, note.pk)
    mine, theirs = typed(liaison.get(page)), typed(designer.get(page))
    designer.post(page, theirs | {"text": "Theirs"})
    told = liaison.post(page, mine | {"text": "Mine"})
    text = told.content.decode()
    assert told.status_code == 409
    assert "Someone else saved first" in text
    assert "Theirs" in text
    assert ">\nMine</textarea>" in text
    assert liaison.post(page, typed(told)).status_code == 302
    note.refresh_from_db()
    assert (note.text, note.version) == ("Mine", 3)


def test_whoever_changes_a_removed_note_keeps_the_text(note, liaison, designer):
    page = address("note-change", note.dialogue_id, note.pk)
    mine = typed(liaison.get(page), text="Mine")
    designer.post(address("note-remove", note.dialogue_id, note.pk))
    told = liaison.post(page, mine)
    assert "Someone removed this note while you were writing" in told.content.decode()
    assert ">\nMine</textarea>" in told.content.decode()
    assert liaison.get(page).status_code == 404


def test_removing_can_be_undone_from_the_next_page(note, liaison):
    key = note.dialogue_id
    after = liaison.post(address("note-remove", key, note.pk), follow=True)
    assert "The note is removed. Nobody reads it now." in after.content.decode()
    assert "As it was" not in after.content.decode()
    assert "As it was" in liaison.get(address("note-list-removed", key)).content.decode()
    back = liaison.post(address("note-put-back", key, note.pk), follow=True)
    assert "As it was" in back.content.decode()
    assert liaison.post(address("note-put-back", key, note.pk)).status_code == 404


def test_a_note_of_another_dialogue_or_space_does_not_exist(note, liaison):
    elsewhere = NoteFactory()
    hidden = NoteFactory(dialogue=note.dialogue, space=Space.COMMUNITY)
    for other in (elsewhere, hidden):
        for name in ("note-change", "note-remove"):
            assert liaison.post(address(name, note.dialogue_id, other.pk), writing()).status_code == 404
    assert Note.objects.kept().count() == 3


def test_records_officers_read_and_change_nothing(note):
    keeper = signed_in(MembershipFactory(agency=note.dialogue.agency, roles=["records_officer"]).user)
    key = note.dialogue_id
    page = keeper.get(address("note-list", key)).content.decode()
    assert "As it was" in page
    assert "Only people with a seat in this dialogue write notes." in page
    for name in ("note-remove", "note-change"):
        assert keeper.post(address(name, key, note.pk), writing()).status_code == 403
    assert keeper.post(address("note-export", key)).status_code == 403


def test_a_closed_dialogue_shows_notes_without_doors():
    note = NoteFactory(dialogue=ClosedDialogueFactory())
    browser = signed_in(seated(note.dialogue))
    page = browser.get(address("note-list", note.dialogue_id)).content.decode()
    assert "its notes are read only" in page
    assert address("note-remove", note.dialogue_id, note.pk) not in page
    sent = browser.post(address("note-write", note.dialogue_id), writing())
    assert "This dialogue is closed" in sent.content.decode()
    assert "Stops feel random." in sent.content.decode()


def test_lists_go_on_with_their_filters(dialogue, liaison):
    session = SessionFactory(dialogue=dialogue)
    by = seated(dialogue)
    for number in range(26):
        notes.write(
            by=by, dialogue=dialogue, space="joint", kind="idea", text=f"Idea {number}.", session=session
        )
    page = liaison.get(address("note-list", dialogue.pk), {"kind": "idea", "session": session.pk})
    assert "Idea 0." not in page.content.decode()
    older = (
        page.content.decode()
        .split('rel="next"')[0]
        .rpartition('href="')[2]
        .split('"')[0]
        .replace("&amp;", "&")
    )
    assert {"kind=idea", f"session={session.pk}"} <= set(older.lstrip("?").split("&"))
    assert "Idea 0." in liaison.get(address("note-list", dialogue.pk) + older).content.decode()


def test_the_file_holds_joint_notes_and_its_taker_is_recorded(dialogue, liaison):
    NoteFactory(dialogue=dialogue, text="=1+1, joint")
    NoteFactory(dialogue=dialogue, text="Canary", space=Space.AGENCY)
    sent = liaison.post(address("note-export", dialogue.pk))
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert [row[3] for row in rows] == ["note", "'=1+1, joint"]
    assert sent["Content-Disposition"] == f'attachment; filename="notes-{dialogue.pk}.csv"'
    assert AuditEvent.objects.get(kind="export_made").details == {"what": "the joint notes", "count": 1}
    assert liaison.get(address("note-export", dialogue.pk)).status_code == 405


def test_hostile_text_is_shown_as_text(note, liaison):
    Note.objects.update(text="<script>alert(1)</script>\n{{ 7|add:7 }}")
    page = liaison.get(address("note-list", note.dialogue_id)).content.decode()
    assert "<script>alert" not in page
    assert "{{ 7|add:7 }}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(dialogue, liaison, count):
    for _turn in range(count):
        NoteFactory(dialogue=dialogue, session=SessionFactory(dialogue=dialogue))
    assert questions(liaison, address("note-list", dialogue.pk)) == 9


@pytest.mark.parametrize("seat", Seat)
def test_every_seat_sees_its_own_spaces_offered(dialogue, seat):
    offered = signed_in(seated(dialogue, seat)).get(address("note-write", dialogue.pk)).context["form"]
    values = [value for value, _label in offered.fields["space"].choices]
    own = {"liaison": "agency", "designer": "community", "facilitator": "neutral", "neutral": "neutral"}
    assert values == ["joint", own[seat]]
