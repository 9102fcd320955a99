from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from dialogues.choices.incidents import WatchKind
from dialogues.models import Incident, WatchStep
from dialogues.summaries.watch_dates import WatchDates
from dialogues.timing import next_anniversary
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import WatchDateFactory, WindowFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/Chicago"))
TODAY = date(2026, 11, 20)


def of(incident, now=NOON):
    return WatchDates.of(incident, now=now)


@pytest.fixture
def incident():
    return IncidentFactory(known_at=NOON - timedelta(days=9), time_zone="America/Chicago")


def on(incident, days, **values):
    return WatchDateFactory(incident=incident, first_on=TODAY + timedelta(days=days), **values)


def test_dates_stand_in_order_and_those_that_passed_apart(incident):
    later, sooner, past = on(incident, 9), on(incident, 3), on(incident, -1)
    on(incident, 5, removed_at=NOON, removed_by=UserFactory())
    dates = of(incident)
    assert [line.row for line in dates.ahead] == [sooner, later]
    assert [line.row for line in dates.over] == [past]


def test_steps_are_due_so_many_days_before(incident):
    row = on(incident, 7, kind=WatchKind.VIDEO_RELEASE)
    WatchStep.objects.create(watch_date=row, key="family_sees", ticked_at=NOON, ticked_by=UserFactory())
    line = of(incident).ahead[0]
    assert (line.steps[0].on, line.steps[0].is_due) == (TODAY, True)
    assert [one.is_due for one in line.steps[1:]] == [False] * 4
    assert (line.done, line.ticked, line.next_step) == (1, ("family_sees",), line.steps[0])


def test_a_window_is_asked_about_each_week(incident):
    row = WindowFactory(incident=incident, first_on=TODAY, last_on=TODAY + timedelta(days=20), added_at=NOON)
    assert not of(incident).ahead[0].needs_check_in
    assert of(incident, NOON + timedelta(days=7)).ahead[0].needs_check_in
    row.checked_at, row.checked_by = NOON + timedelta(days=6), UserFactory()
    row.save()
    assert not of(incident, NOON + timedelta(days=7)).ahead[0].needs_check_in
    assert not of(incident, NOON + timedelta(days=40)).over[0].needs_check_in


def test_the_anniversary_is_proposed_until_it_was_accepted_or_refused(incident):
    assert of(incident).anniversary == date(2027, 11, 11)
    row = on(incident, 0, kind=WatchKind.ANNIVERSARY)
    row.first_on = row.last_on = date(2027, 11, 11)
    row.removed_at, row.removed_by = NOON, UserFactory()
    row.save()
    assert of(incident).anniversary is None


@pytest.mark.parametrize(
    ("day", "today", "wanted"),
    [
        (date(2026, 11, 1), date(2026, 11, 2), date(2027, 11, 1)),
        (date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)),
        (date(2020, 5, 25), date(2026, 5, 25), date(2026, 5, 25)),
        (date(2020, 5, 25), date(2026, 5, 26), date(2027, 5, 25)),
    ],
)
def test_the_day_that_returns(day, today, wanted):
    assert next_anniversary(day, today) == wanted


def test_coming_dates_of_several_incidents_cost_two_queries(incident, django_assert_num_queries):
    other = IncidentFactory()
    withdrawn = IncidentFactory(withdrawn_at=NOON, withdrawn_by=UserFactory(), withdrawal_reason="Twice")
    rows = [on(incident, 3), on(other, 1)]
    for one, days in ((incident, 40), (other, -2), (withdrawn, 2)):
        on(one, days)
    with django_assert_num_queries(2):
        coming = WatchDates.coming(Incident.objects.all(), today=TODAY, horizon=timedelta(days=14))
    assert [one.line.row for one in coming] == rows[::-1]
    assert coming[0].incident == other


def test_queries_do_not_grow_with_dates(incident, django_assert_num_queries):
    for days in range(3):
        on(incident, days)
    with django_assert_num_queries(3):
        of(incident, timezone.now())


def test_removed_dates_take_no_room_from_those_that_stand(incident, monkeypatch):
    monkeypatch.setattr("dialogues.summaries.watch_dates.MOST_LISTED", 2)
    for _again in range(2):
        on(incident, 1, removed_at=NOON, removed_by=UserFactory())
    kept = on(incident, 9)
    assert [line.row for line in of(incident).ahead] == [kept]


def test_a_far_anniversary_counts_behind_the_cut_and_when_removed(incident, monkeypatch):
    coming = of(incident).anniversary
    monkeypatch.setattr("dialogues.summaries.watch_dates.MOST_LISTED", 1)
    on(incident, 1)
    WatchDateFactory(
        incident=incident,
        kind=WatchKind.ANNIVERSARY,
        first_on=coming,
        removed_at=NOON,
        removed_by=UserFactory(),
    )
    assert of(incident).anniversary is None
