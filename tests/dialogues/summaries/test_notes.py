import pytest
from django.utils import timezone

from dialogues.choices import Naming
from dialogues.summaries import notes as summary
from dialogues.summaries.notes import NotePage, names_in
from records.choices import Space
from tests.factories.dialogues import DesignTeamMemberFactory, DialogueFactory, SessionFactory
from tests.factories.notes import NoteFactory
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db
JOINT = frozenset({Space.JOINT})


@pytest.fixture
def dialogue():
    return DialogueFactory()


def test_a_page_holds_only_the_readers_spaces_of_this_dialogue(dialogue):
    own = NoteFactory(dialogue=dialogue)
    NoteFactory()
    for space in set(Space) - JOINT:
        NoteFactory(dialogue=dialogue, space=space)
    assert NotePage.of(dialogue, spaces=JOINT).notes == (own,)
    for space in set(Space) - JOINT:
        assert NotePage.of(dialogue, spaces=JOINT, space=space).notes == ()


def test_filters_by_session_and_kind(dialogue):
    session = SessionFactory(dialogue=dialogue)
    heard = NoteFactory(dialogue=dialogue, session=session, kind="idea")
    NoteFactory(dialogue=dialogue, kind="idea")
    NoteFactory(dialogue=dialogue, session=session, kind="fact")
    page = NotePage.of(dialogue, spaces=JOINT, session=str(session.pk), kind="idea")
    assert page.notes == (heard,)


def test_removed_notes_stand_on_a_page_of_their_own(dialogue):
    removed = NoteFactory(dialogue=dialogue, removed_at=timezone.now())
    secret = NoteFactory(dialogue=dialogue, space=Space.NEUTRAL, removed_at=timezone.now())
    page = NotePage.of(dialogue, spaces=JOINT, removed=removed.pk)
    assert (page.notes, page.removed) == ((), removed)
    assert NotePage.of(dialogue, spaces=JOINT, removed=secret.pk).removed is None
    assert NotePage.of(dialogue, spaces=JOINT, shows_removed=True).notes == (removed,)


def test_pages_go_on_by_the_number_of_the_last_note(dialogue, monkeypatch):
    monkeypatch.setattr(summary, "PAGE", 2)
    notes = [NoteFactory(dialogue=dialogue) for _turn in range(5)][::-1]
    found, before = [], None
    while True:
        page = NotePage.of(dialogue, spaces=JOINT, before=before)
        found += page.notes
        before = page.next_before
        if before is None:
            break
    assert found == notes


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many(dialogue, count, django_assert_num_queries):
    for _turn in range(count):
        NoteFactory(dialogue=dialogue, session=SessionFactory(dialogue=dialogue))
    with django_assert_num_queries(1):
        page = NotePage.of(dialogue, spaces=JOINT)
        assert [note.written_by.full_name and note.session.title for note in page.notes]


def test_names_of_participants_are_known_only_to_those_who_see_them(dialogue):
    ParticipantFactory(dialogue=dialogue, name="Demo Rivera", alias="Willow", naming=Naming.ALIAS)
    DesignTeamMemberFactory(dialogue=dialogue, user=None, name="Demo Sergeant")
    assert names_in(dialogue, knows_participants=False) == ["Demo Sergeant"]
    assert names_in(dialogue, knows_participants=True) == ["Demo Sergeant", "Demo Rivera", "Willow"]
