import pytest

from dialogues.choices import Affiliation, Category, Naming, Seat
from dialogues.models import Attendance
from dialogues.services import attendance
from dialogues.summaries import attendance as summary
from dialogues.summaries.attendance import AttendanceSheet, AttendanceTotals, version_of
from tests.factories.dialogues import HeldSessionFactory, seated
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return HeldSessionFactory()


def invited(session, name, answer="none", **values):
    person = ParticipantFactory(dialogue=session.dialogue, name=name, **values)
    InvitationFactory(session=session, participant=person, answer=answer)
    return person


def recorded(session, *people, **counts):
    by = seated(session.dialogue, Seat.FACILITATOR)
    attendance.record(by=by, session=session, counts=counts, came=people)


def listed(session):
    return [row.participant.name for row in AttendanceSheet.of(session).expected]


def test_the_sheet_lists_recorded_people_first_then_by_answer(session):
    invited(session, "Demo No", "no")
    invited(session, "Demo Silent")
    invited(session, "Demo Yes", "yes")
    walked_in = ParticipantFactory(dialogue=session.dialogue, name="Demo Walked In")
    ParticipantFactory(dialogue=session.dialogue, name="Demo Elsewhere")
    recorded(session, walked_in)
    sheet = AttendanceSheet.of(session)
    assert [row.participant.name for row in sheet.expected] == [
        "Demo Walked In",
        "Demo Yes",
        "Demo Silent",
        "Demo No",
    ]
    assert [str(row.hint) for row in sheet.expected] == [
        "",
        "",
        "Not sure, or did not answer",
        "Said that they could not come",
    ]
    assert sheet.current()["came"] == [str(walked_in.pk)]


def test_withdrawn_invitations_and_numbers_are_not_listed(session):
    invited(session, "Demo Number", naming=Naming.NUMBER)
    gone = invited(session, "Demo Withdrawn")
    gone.invitations.update(withdrawn_at=session.starts_at)
    assert listed(session) == []


def test_who_became_a_number_later_can_still_be_unticked(session):
    person = invited(session, "Demo Changed")
    recorded(session, person)
    person.naming = Naming.NUMBER
    person.save()
    assert listed(session) == ["Demo Changed"]


def test_namesakes_are_told_apart_by_the_name_on_the_list(session):
    invited(session, "Rosa Demo-Diaz", category=Category.YOUTH)
    invited(session, "Rosa Demo-Soto", category=Category.YOUTH)
    invited(session, "Ana Demo-Lima", category=Category.FAITH)
    labels = [row.label for row in AttendanceSheet.of(session).expected]
    assert labels == ["Ana · Faith leaders", "Rosa (Rosa Demo-Diaz) · Youth", "Rosa (Rosa Demo-Soto) · Youth"]


def test_a_long_list_is_cut_and_says_so(session, monkeypatch):
    monkeypatch.setattr(summary, "MOST_LISTED", 2)
    for number in range(3):
        invited(session, f"Demo {number}")
    sheet = AttendanceSheet.of(session)
    assert (len(sheet.expected), sheet.is_cut) == (2, True)


def test_the_version_is_of_what_was_recorded_not_of_who_wrote_it(session):
    person = invited(session, "Demo Rivera")
    recorded(session, person, community=3)
    first = AttendanceSheet.of(session).version
    rows = list(session.attendance.all())
    Attendance.objects.all().delete()
    recorded(session, person, community=3)
    assert AttendanceSheet.of(session).version == first == version_of(reversed(rows))
    recorded(session, community=3)
    assert AttendanceSheet.of(session).version != first


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_for_the_sheet_and_one_for_totals(session, count, django_assert_num_queries):
    recorded(session, *(invited(session, f"Demo {number}") for number in range(count)), community=2)
    with django_assert_num_queries(2):
        AttendanceSheet.of(session)
    with django_assert_num_queries(1):
        totals = AttendanceTotals.of(session)
    assert (totals.total, totals.by_affiliation) == (count + 2, ((Affiliation.COMMUNITY.label, count + 2),))
