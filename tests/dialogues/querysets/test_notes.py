import pytest
from django.utils import timezone

from dialogues.models import Note
from records.choices import Space
from tests.factories.notes import NoteFactory

pytestmark = pytest.mark.django_db


def test_notes_are_read_by_space():
    notes = {space: NoteFactory(space=space) for space in Space}
    assert not Note.objects.in_spaces(frozenset()).exists()
    assert list(Note.objects.in_spaces(frozenset({Space.NEUTRAL}))) == [notes[Space.NEUTRAL]]


def test_kept_and_removed_are_all_there_is():
    kept, removed = NoteFactory(), NoteFactory(removed_at=timezone.now())
    assert (list(Note.objects.kept()), list(Note.objects.removed())) == ([kept], [removed])
