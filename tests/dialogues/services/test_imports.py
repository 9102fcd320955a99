import io
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Seat
from dialogues.errors import DialogueClosed, ImportNotOpen
from dialogues.models import Participant, ParticipantImport
from dialogues.services import imports, participants
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated
from tests.factories.participants import ParticipantFactory, ParticipantImportFactory

pytestmark = pytest.mark.django_db
HEADER = "name,email,category,language\n"


def read(dialogue, text, by=None):
    content = text if isinstance(text, bytes) else text.encode()
    return imports.read(by=by or seated(dialogue), dialogue=dialogue, upload=io.BytesIO(content))


def sentences(upload, kind):
    return [f"{row['row']}: {row['sentence']}" for row in upload.problems if row["kind"] == kind]


def test_read_adds_nobody():
    dialogue = DialogueFactory()
    upload = read(dialogue, HEADER + "Ana Demo,ana@demo.example,Youth,Spanish\n")
    assert not dialogue.participants.exists()
    assert [row["category"] for row in upload.rows] == ["youth"]
    assert upload.problems == []


def test_confirm_adds_the_shown_rows_and_forgets_the_file():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    upload = read(dialogue, HEADER + "Ana Demo,ANA@demo.example,Youth,es\nBo Demo,,,\n", by)
    assert imports.confirm(by=by, upload=upload) == 2
    ana = dialogue.participants.get(name="Ana Demo")
    assert (ana.email, ana.category, ana.language, ana.naming) == (
        "ana@demo.example", "youth", "es", "first_name"
    )  # fmt: skip
    upload.refresh_from_db()
    assert (upload.rows, upload.problems, upload.added_count) == ([], [], 2)
    event = AuditEvent.objects.get(kind="participants_imported")
    assert event.details == {"count": 2}


def test_confirm_twice_adds_once():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    upload = read(dialogue, HEADER + "Ana Demo,ana@demo.example,,\n", by)
    assert imports.confirm(by=by, upload=upload) == imports.confirm(by=by, upload=upload) == 1
    assert dialogue.participants.count() == 1
    assert AuditEvent.objects.filter(kind="participants_imported").count() == 1


def test_the_same_file_again_adds_nobody():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    text = "name,email,phone\nAna Demo,ana@demo.example,\nBo Demo,,555-0101\n"
    imports.confirm(by=by, upload=read(dialogue, text, by))
    again = read(dialogue, text, by)
    assert again.rows == []
    assert len(sentences(again, "double")) == 2
    with pytest.raises(ImportNotOpen):
        imports.confirm(by=by, upload=again)


def test_two_files_of_the_same_people_add_them_once():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    text = HEADER + "Ana Demo,ana@demo.example,,\nBo Demo,,,\n"
    first, second = read(dialogue, text, by), read(dialogue, text, by)
    assert (imports.confirm(by=by, upload=first), imports.confirm(by=by, upload=second)) == (2, 0)
    assert dialogue.participants.count() == 2


def test_rows_that_are_wrong_or_double_are_told_with_their_number():
    dialogue = DialogueFactory()
    ParticipantFactory(dialogue=dialogue, email="ana@demo.example")
    upload = read(
        dialogue,
        HEADER
        + "Ana Demo,Ana@demo.example,,\n"
        + "Bo Demo,bo@,,\n"
        + "Cy Demo,cy@demo.example,martians,\n"
        + "Di Demo,di@demo.example,,\n"
        + "Di Demo,di@demo.example,,\n"
        + '"=HYPERLINK(""http://x.example"")",,,\n',
    )
    assert [row["name"] for row in upload.rows] == ["Di Demo"]
    assert [line.split(":")[0] for line in sentences(upload, "wrong")] == ["3", "4", "7"]
    assert [line.split(":")[0] for line in sentences(upload, "double")] == ["2", "6"]


HOSTILE = {
    "no header": b"Ana Demo,ana@demo.example\n",
    "nothing": b"",
    "only a header": b"name,email\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    "a spreadsheet": b"PK\x03\x04" + b"\x00" * 500,
    "nul bytes": b"name,email\nAna\x00Demo,ana@demo.example\n",
    "one column twice": b"name,name\nAna,Bo\n",
    "an open quotation mark": b'name,email\n"Ana Demo,ana@demo.example\n' + b"x,y\n" * 50_000,
    "a thousand columns": b"," * 1000 + b"\n" + b"," * 1000 + b"\n",
    "a long cell": b"name,email\n" + b"A" * 200_000 + b",\n",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_get_sentences_and_add_nobody(content):
    upload = read(DialogueFactory(), content)
    assert upload.problems or all(row["name"] == "AnaDemo" for row in upload.rows)
    assert all("\x00" not in str(row) for row in upload.rows)


def test_a_file_of_another_encoding_and_separator_is_read():
    text = "name;email\nJosé Núñez Demo;jose@demo.example\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        upload = read(DialogueFactory(), text.encode(encoding))
        assert [row["name"] for row in upload.rows] == ["José Núñez Demo"]


def test_ragged_rows_are_told_and_the_others_stay():
    upload = read(DialogueFactory(), "name,email\nAna,ana@demo.example,x,y\nBo,bo@demo.example\n")
    assert [row["name"] for row in upload.rows] == ["Bo"]
    assert len(sentences(upload, "wrong")) == 1


def test_too_many_rows_are_refused_in_a_sentence():
    upload = read(DialogueFactory(), "name\n" + "Ana\n" * 100_000)
    assert upload.rows == []
    assert "20000" in sentences(upload, "wrong")[0].replace(",", "")


def test_ten_thousand_rows_are_added_and_counted():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    rows = "".join(f"Demo {n},n{n}@demo.example,,\n" for n in range(10_000))
    assert imports.confirm(by=by, upload=read(dialogue, HEADER + rows, by)) == 10_000
    assert dialogue.participants.count() == 10_000


def test_what_goes_out_comes_in_again():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    for values in (
        {"name": "أمل Demo", "alias": "-Mo-", "phone": "+1 555 0100", "naming": "alias"},
        {"name": "'Quoted' Demo", "email": "", "access_needs": "Ramp\nSeat", "category": "union"},
        {"name": "", "email": "", "naming": "number"},
    ):
        ParticipantFactory(dialogue=dialogue, **values)
    content = participants.export(by=by, dialogue=dialogue)
    other = DialogueFactory()
    upload = read(other, content)
    assert upload.problems == []
    imports.confirm(by=seated(other), upload=upload)
    fields = ("name", "alias", "email", "phone", "naming", "access_needs", "category")
    assert set(other.participants.values_list(*fields)) == set(dialogue.participants.values_list(*fields))


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.NEUTRAL])
def test_read_and_confirm_need_a_seat_that_sees_people(seat):
    dialogue = DialogueFactory()
    by = seated(dialogue, seat)
    with pytest.raises(NotAllowed):
        read(dialogue, HEADER, by)
    with pytest.raises(NotAllowed):
        imports.confirm(by=by, upload=ParticipantImportFactory(dialogue=dialogue))
    with pytest.raises(NotAllowed):
        imports.discard(by=by, upload=ParticipantImportFactory(dialogue=dialogue))


def test_closed_dialogues_take_no_file():
    with pytest.raises(DialogueClosed):
        read(ClosedDialogueFactory(), HEADER)


def test_confirm_adds_nobody_when_the_record_cannot_be_written(monkeypatch):
    dialogue = DialogueFactory()
    by = seated(dialogue)
    upload = read(dialogue, HEADER + "Ana Demo,,,\n", by)
    monkeypatch.setattr(audit, "record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imports.confirm(by=by, upload=upload)
    assert not Participant.objects.exists()
    upload.refresh_from_db()
    assert upload.confirmed_at is None


def test_discard_forgets_the_file():
    dialogue = DialogueFactory()
    by = seated(dialogue)
    imports.discard(by=by, upload=read(dialogue, HEADER + "Ana Demo,,,\n", by))
    assert not ParticipantImport.objects.exists()


def test_files_nobody_confirmed_are_forgotten_after_a_day():
    now = timezone.now()
    old = ParticipantImportFactory(uploaded_at=now - timedelta(days=1), rows=[{"name": "Ana Demo"}])
    young = ParticipantImportFactory(uploaded_at=now - timedelta(hours=23), rows=[{"name": "Bo Demo"}])
    done = ParticipantImportFactory(uploaded_at=now - timedelta(days=9), confirmed_at=now, added_count=3)
    assert imports.clear_forgotten(now=now) == 1
    assert set(ParticipantImport.objects.all()) == {young, done}
    assert not ParticipantImport.objects.filter(pk=old.pk).exists()
