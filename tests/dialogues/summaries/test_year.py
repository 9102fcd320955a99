from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogues.choices import Affiliation, AttendanceWay, Category
from dialogues.models import Attendance
from dialogues.summaries.year import FEW, Year, in_words
from tests.factories.commitments import CommitmentFactory, FollowUpFactory
from tests.factories.dialogues import DialogueFactory, HeldSessionFactory, SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 15, tzinfo=UTC)


@pytest.fixture
def dialogue():
    """An agency on the clocks of Chicago."""
    return DialogueFactory(opened_at=datetime(2025, 1, 1, 12, tzinfo=UTC))


def year(dialogue, number=None):
    return Year.of(dialogue, now=NOW, number=number)


def month(found, number):
    return next(one for one in found.months if one.first.month == number)


def came(session, category, count):
    Attendance.objects.create(
        session=session, way=AttendanceWay.COUNT, affiliation=Affiliation.COMMUNITY, category=category,
        count=count, recorded_at=NOW,
    )  # fmt: skip


def gap(found, category):
    return next((one.listed, one.asked, one.came) for one in found.gaps if one.label == category.label)


def test_sessions_stand_in_their_month_on_the_agencys_clocks(dialogue):
    """9 pm on the last day of March in Chicago is April in UTC, and in the venue’s own zone further east."""
    late = HeldSessionFactory(
        dialogue=dialogue, starts_at=datetime(2026, 4, 1, 2, tzinfo=UTC), time_zone="America/New_York"
    )
    SessionFactory(dialogue=dialogue, starts_at=datetime(2026, 4, 9, 23, tzinfo=UTC), status="cancelled")
    found = year(dialogue)
    assert [one.session for one in month(found, 3).sessions] == [late]
    assert month(found, 3).sessions[0].at.date() == date(2026, 3, 31)
    assert (month(found, 4).sessions, month(found, 4).is_over) == ((), True)
    assert [quarter.count for quarter in found.quarters] == [1, 0, 0, 0]
    assert found.without == 3  # January, February, April


def test_new_years_eve_belongs_to_the_old_year(dialogue):
    session = HeldSessionFactory(dialogue=dialogue, starts_at=datetime(2026, 1, 1, 3, tzinfo=UTC))
    assert [one.session for one in month(year(dialogue, 2025), 12).sessions] == [session]
    assert year(dialogue, 2026).quarters[0].count == 0


def test_months_to_come_are_not_missed(dialogue):
    found = year(dialogue)
    assert [one.first.month for one in found.months if one.is_over] == [1, 2, 3, 4]
    assert year(dialogue, 2027).without == 0
    assert year(dialogue, 2025).without == 12
    assert (found.number, found.is_current, year(dialogue, 2025).is_current) == (2026, True, False)


def test_nobody_missed_months_before_the_dialogue_was_opened():
    """Opened on the last evening of February in Chicago, which is March in UTC."""
    dialogue = DialogueFactory(opened_at=datetime(2026, 3, 1, 3, tzinfo=UTC))
    found = year(dialogue)
    assert [one.first.month for one in found.months if one.is_before] == [1]
    assert found.without == 3
    assert [quarter.is_before for quarter in found.quarters] == [False] * 4
    assert year(dialogue, 2025).months_since == []
    assert all(one.is_before for one in year(dialogue, 2025).months)


def test_the_next_session_is_the_next_one_planned_or_none(dialogue):
    HeldSessionFactory(dialogue=dialogue, starts_at=NOW - timedelta(days=1))
    assert year(dialogue).next_session is None
    session = SessionFactory(dialogue=dialogue, starts_at=NOW + timedelta(days=400))
    assert year(dialogue).next_session == session


def test_small_numbers_are_words_and_no_one_can_be_counted_out():
    assert [in_words(number) for number in (0, 1, FEW - 1, FEW, 30)] == [
        "nobody",
        "a few",
        "a few",
        "5",
        "30",
    ]


def test_who_is_missing_counts_the_last_twelve_months(dialogue):
    recent = HeldSessionFactory(dialogue=dialogue, starts_at=NOW - timedelta(days=30))
    old = HeldSessionFactory(dialogue=dialogue, starts_at=NOW - timedelta(days=366))
    people = ParticipantFactory.create_batch(6, dialogue=dialogue, category=Category.YOUTH)
    for person in people[:5]:
        InvitationFactory(session=recent, participant=person)
    InvitationFactory(session=old, participant=people[5])
    came(recent, Category.YOUTH, 7)
    came(old, Category.YOUTH, 50)
    came(recent, Category.ELDERS, 2)
    came(recent, Category.NOT_SAID, 12)
    found = year(dialogue)
    assert gap(found, Category.YOUTH) == ("6", "5", "7")
    assert gap(found, Category.ELDERS) == ("nobody", "nobody", "a few")
    assert found.unsaid == "12"
    assert Category.FAITH.label in found.nobody
    assert Category.MEDIA.label not in found.nobody
    assert Category.YOUTH.label not in found.nobody


def test_one_person_invited_twice_is_one_and_withdrawn_is_none(dialogue):
    first, second = HeldSessionFactory.create_batch(2, dialogue=dialogue, starts_at=NOW - timedelta(days=9))
    for person in ParticipantFactory.create_batch(5, dialogue=dialogue, category=Category.FAITH):
        for session in (first, second):
            InvitationFactory(session=session, participant=person)
    gone = ParticipantFactory(dialogue=dialogue, category=Category.FAITH)
    InvitationFactory(session=first, participant=gone, withdrawn_at=NOW)
    assert gap(year(dialogue), Category.FAITH) == ("6", "5", "nobody")


def test_what_is_owed_in_numbers_with_the_next_reports(dialogue):
    late = CommitmentFactory(dialogue=dialogue, made_on=date(2026, 1, 1), due_on=date(2026, 5, 1))
    CommitmentFactory(dialogue=dialogue, made_on=date(2026, 1, 1), due_on=date(2026, 9, 1), status="behind")
    done = CommitmentFactory(
        dialogue=dialogue, made_on=date(2026, 1, 1), due_on=date(2026, 2, 1), status="done"
    )
    CommitmentFactory(made_on=date(2026, 1, 1), due_on=date(2026, 2, 1))
    asked = [FollowUpFactory(commitment=late, day=day) for day in (90, 60)]
    FollowUpFactory(commitment=done)
    owed = year(dialogue).owed
    assert (owed.open, owed.behind, owed.kept) == (2, 2, 1)
    assert list(owed.reports) == asked[1:]  # of each promise the report that comes first


def test_the_cost_does_not_grow(dialogue):
    costs = []
    for _again in range(2):
        session = HeldSessionFactory(dialogue=dialogue, starts_at=NOW - timedelta(days=9))
        InvitationFactory(session=session)
        came(session, Category.YOUTH, 2)
        FollowUpFactory(commitment__dialogue=dialogue)
        with CaptureQueriesContext(connection) as asked:
            assert year(dialogue).gaps
        costs.append(len(asked))
    assert costs == [8, 8]
