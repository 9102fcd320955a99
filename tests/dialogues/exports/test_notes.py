import pytest
from django.utils import timezone

from dialogues.exports.notes import HEADER, rows_of
from records.choices import Space
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.notes import NoteFactory

pytestmark = pytest.mark.django_db


def test_joint_notes_alone_without_who_wrote_them():
    dialogue = DialogueFactory()
    session = SessionFactory(dialogue=dialogue, title="First evening")
    note = NoteFactory(dialogue=dialogue, session=session, text="Heard", kind="idea")
    NoteFactory(dialogue=dialogue, removed_at=timezone.now())
    NoteFactory()
    for space in set(Space) - {Space.JOINT}:
        NoteFactory(dialogue=dialogue, space=space)
    rows = list(rows_of(dialogue))
    assert [(row[1], str(row[2]), row[3]) for row in rows] == [("First evening", "Idea", "Heard")]
    assert len(HEADER) == len(rows[0])
    assert note.written_by.full_name not in str(rows)


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many(count, django_assert_num_queries):
    dialogue = DialogueFactory()
    for _turn in range(count):
        NoteFactory(dialogue=dialogue, session=SessionFactory(dialogue=dialogue))
    with django_assert_num_queries(1):
        assert len(list(rows_of(dialogue))) == count
