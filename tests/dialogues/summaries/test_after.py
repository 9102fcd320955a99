import pytest

from dialogues.choices import Seat
from dialogues.services import attendance
from dialogues.summaries import after as summary
from dialogues.summaries.after import SessionAfter
from records.choices import Space
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import HeldSessionFactory, seated
from tests.factories.notes import NoteFactory
from tests.factories.surveys import SurveyResponseFactory

pytestmark = pytest.mark.django_db
ALL = frozenset(Space)


@pytest.fixture
def session():
    return HeldSessionFactory()


def followed(session, count):
    by = seated(session.dialogue, Seat.FACILITATOR)
    attendance.record(by=by, session=session, counts={"community": count}, came=[])
    for _turn in range(count):
        NoteFactory(dialogue=session.dialogue, session=session, written_by=by)
        CommitmentFactory(dialogue=session.dialogue, session=session)
        for _sheet in range(5):
            SurveyResponseFactory(session=session)


@pytest.mark.parametrize("count", [1, 3])
def test_four_queries_however_much_there_is(session, count, django_assert_num_queries):
    followed(session, count)
    with django_assert_num_queries(4):
        after = SessionAfter.of(session, spaces=ALL)
    assert (after.attendance.total, after.note_count, len(after.commitments)) == (count, count, count)
    assert after.survey.count == 5 * count


def test_notes_of_other_spaces_are_not_even_counted(session):
    for space in Space:
        NoteFactory(dialogue=session.dialogue, session=session, space=space)
    after = SessionAfter.of(session, spaces=frozenset({Space.JOINT, Space.AGENCY}))
    assert after.notes == (("joint", 1), ("agency", 1))


def test_what_belongs_to_other_sessions_stays_there(session):
    followed(HeldSessionFactory(dialogue=session.dialogue), 1)
    after = SessionAfter.of(session, spaces=ALL)
    assert (after.attendance.total, after.note_count, after.commitments) == (0, 0, ())


def test_a_long_list_of_promises_is_cut_and_says_so(session, monkeypatch):
    monkeypatch.setattr(summary, "MOST_LISTED", 2)
    for _turn in range(3):
        CommitmentFactory(dialogue=session.dialogue, session=session)
    after = SessionAfter.of(session, spaces=ALL)
    assert (len(after.commitments), after.has_more_commitments) == (2, True)
