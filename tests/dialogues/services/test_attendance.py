from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices import Affiliation, Category, Naming, Seat
from dialogues.errors import ChangedMeanwhile, DialogueClosed, SessionNotBegun, SessionSettled
from dialogues.models import Attendance
from dialogues.services import attendance, dialogues, participants
from dialogues.summaries.attendance import AttendanceSheet, AttendanceTotals
from records.models import AuditEvent
from records.services import audit
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated
from tests.factories.participants import ParticipantFactory

pytestmark = pytest.mark.django_db
COMMUNITY, POLICE = Affiliation.COMMUNITY, Affiliation.LAW_ENFORCEMENT


@pytest.fixture
def session():
    return HeldSessionFactory()


@pytest.fixture
def facilitator(session):
    return seated(session.dialogue, Seat.FACILITATOR, Affiliation.FACILITATOR)


def recorded(session, by, counts=None, came=(), **more):
    return attendance.record(by=by, session=session, counts=counts or {}, came=came, **more)


def rows(session):
    kept = session.attendance.order_by("pk")
    return [(row.way, row.label, row.affiliation, row.count) for row in kept]


def person(session, **values):
    return ParticipantFactory(dialogue=session.dialogue, name="Demo Rivera", **values)


@pytest.mark.parametrize(
    ("naming", "way", "label"),
    [
        (Naming.NAMED, "named", "Demo Rivera"),
        (Naming.FIRST_NAME, "first_name", "Demo"),
        (Naming.ALIAS, "alias", "Willow"),
    ],
)
def test_each_person_is_written_down_as_they_wished(session, facilitator, naming, way, label):
    recorded(session, facilitator, came=[person(session, naming=naming, alias="Willow")])
    assert rows(session) == [(way, label, COMMUNITY, 1)]


def test_who_wished_to_be_a_number_disappears_in_the_count(session, facilitator):
    someone = person(session, naming=Naming.NUMBER, category=Category.YOUTH)
    recorded(session, facilitator, counts={COMMUNITY: 11, POLICE: 4}, came=[someone])
    assert rows(session) == [("count", "", COMMUNITY, 12), ("count", "", POLICE, 4)]
    assert set(session.attendance.values_list("participant", "category")) == {(None, Category.NOT_SAID)}


def test_a_second_recording_replaces_the_first(session, facilitator):
    recorded(session, facilitator, counts={COMMUNITY: 3}, came=[person(session)])
    recorded(session, facilitator, counts={POLICE: 2})
    assert rows(session) == [("count", "", POLICE, 2)]
    assert AuditEvent.objects.filter(kind="attendance_recorded").count() == 2


def test_the_same_again_writes_nothing(session, facilitator):
    someone = person(session)
    for _turn in range(2):
        recorded(session, facilitator, counts={COMMUNITY: 3, POLICE: 0}, came=[someone])
    assert Attendance.objects.count() == 2
    assert AuditEvent.objects.filter(kind="attendance_recorded").count() == 1


def test_the_record_tells_the_number_and_no_name(session, facilitator):
    recorded(session, facilitator, counts={COMMUNITY: 3}, came=[person(session)])
    event = AuditEvent.objects.get(kind="attendance_recorded")
    assert event.details == {"count": 4}
    assert "Rivera" not in event.sentence + event.subject_label


def test_refused_when_someone_else_recorded_meanwhile(session, facilitator):
    seen = AttendanceSheet.of(session).version
    recorded(session, seated(session.dialogue), counts={COMMUNITY: 9})
    with pytest.raises(ChangedMeanwhile):
        recorded(session, facilitator, counts={COMMUNITY: 3}, version=seen)
    assert AttendanceTotals.of(session).total == 9


def test_the_same_words_of_two_people_are_no_collision(session, facilitator):
    seen = AttendanceSheet.of(session).version
    for by in (seated(session.dialogue), facilitator):
        recorded(session, by, counts={COMMUNITY: 9}, version=seen)
    assert AttendanceTotals.of(session).total == 9


@pytest.mark.parametrize("seat", [Seat.DESIGNER, Seat.NEUTRAL])
def test_refused_without_a_hosts_seat(session, seat):
    with pytest.raises(NotAllowed, match="Only the liaison and the facilitator record attendance"):
        recorded(session, seated(session.dialogue, seat), counts={COMMUNITY: 1})


def test_refused_before_the_session_began():
    session = SessionFactory(starts_at=timezone.now() + timedelta(minutes=1))
    with pytest.raises(SessionNotBegun, match="once it has started"):
        recorded(session, seated(session.dialogue), counts={COMMUNITY: 1})


def test_possible_as_soon_as_it_began():
    session = SessionFactory(starts_at=timezone.now() - timedelta(minutes=1))
    assert len(recorded(session, seated(session.dialogue), counts={COMMUNITY: 1})) == 1


def test_refused_for_a_cancelled_session(session, facilitator):
    session.status, session.cancelled_at, session.cancelled_by = "cancelled", timezone.now(), facilitator
    session.held_at, session.held_by = None, None
    session.save()
    with pytest.raises(SessionSettled, match="nobody came"):
        recorded(session, facilitator, counts={COMMUNITY: 1})


def test_refused_when_closed(session, facilitator):
    liaison = seated(session.dialogue)
    session.dialogue = dialogues.close(by=liaison, dialogue=session.dialogue)
    with pytest.raises(DialogueClosed):
        recorded(session, facilitator, counts={COMMUNITY: 1})


def test_people_of_another_dialogue_are_a_mistake(session, facilitator):
    with pytest.raises(ValueError, match="another dialogue"):
        recorded(session, facilitator, came=[ParticipantFactory()])


def test_leaves_nothing_when_the_record_fails(session, facilitator, monkeypatch):
    recorded(session, facilitator, counts={COMMUNITY: 3})
    monkeypatch.setattr(audit, "record", lambda **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        recorded(session, facilitator, counts={COMMUNITY: 5})
    assert AttendanceTotals.of(session).total == 3


def test_someone_who_is_erased_stays_a_number(session, facilitator):
    someone = person(session)
    recorded(session, facilitator, counts={COMMUNITY: 3}, came=[someone])
    participants.remove(by=facilitator, participant=someone)
    assert rows(session) == [("count", "", COMMUNITY, 1), ("count", "", COMMUNITY, 3)]
    assert AttendanceSheet.of(session).counts == {COMMUNITY: 4}
