from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import NotAllowed
from dialogues.choices.incidents import WatchKind
from dialogues.errors import ChangedMeanwhile, WatchDateRemoved, WindowNotAWindow
from dialogues.services import watch_dates
from dialogues.timing import Days
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import WatchDateFactory, WindowFactory, liaison_of

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def liaison(incident):
    return liaison_of(incident)


def test_a_day_and_a_window(liaison, incident):
    one = watch_dates.add(by=liaison, incident=incident, kind=WatchKind.FUNERAL, days=Days(first_on=day(3)))
    window = Days(first_on=day(30), last_on=day(60))
    other = watch_dates.add(by=liaison, incident=incident, kind=WatchKind.VERDICT, days=window)
    assert (one.is_window, one.last_on, other.is_window) == (False, day(3), True)
    assert AuditEvent.objects.filter(kind="watch_date_added", space="agency").count() == 2


def test_a_window_that_is_none_is_refused_also_by_the_database(liaison, incident):
    days = Days(first_on=day(3), last_on=day(3))
    with pytest.raises(WindowNotAWindow):
        watch_dates.add(by=liaison, incident=incident, kind=WatchKind.VERDICT, days=days)
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchDateFactory(incident=incident, is_window=True)


def test_the_day_becomes_known(liaison, incident):
    row = WindowFactory(incident=incident)
    known = {"kind": row.kind, "days": Days(first_on=day(12))}
    changed = watch_dates.change(by=liaison, watch_date=row, version=1, **known)
    assert (changed.is_window, changed.last_on, changed.version) == (False, day(12), 2)
    with pytest.raises(ChangedMeanwhile):
        watch_dates.change(by=liaison, watch_date=row, version=1, kind=row.kind, days=Days(first_on=day(13)))
    assert watch_dates.change(by=liaison, watch_date=row, version=1, **known).version == 2


def test_ticks_of_two_people_do_not_undo_each_other(liaison, incident):
    row = WatchDateFactory(incident=incident, kind=WatchKind.VERDICT)
    watch_dates.save_ticks(by=liaison, watch_date=row, shown=[], ticked=["plan_outcomes"])
    watch_dates.save_ticks(by=liaison, watch_date=row, shown=[], ticked=["call_tree", "no_such_step"])
    assert set(row.steps.values_list("key", flat=True)) == {"plan_outcomes", "call_tree"}
    watch_dates.save_ticks(
        by=liaison, watch_date=row, shown=["plan_outcomes", "call_tree"], ticked=["call_tree"]
    )
    assert list(row.steps.values_list("key", flat=True)) == ["call_tree"]
    before = AuditEvent.objects.count()
    watch_dates.save_ticks(by=liaison, watch_date=row, shown=["call_tree"], ticked=["call_tree"])
    assert AuditEvent.objects.count() == before


def test_asked_again_says_who_and_when(liaison, incident):
    row = watch_dates.check_in(by=liaison, watch_date=WindowFactory(incident=incident))
    assert (row.checked_by, row.checked_at is not None) == (liaison, True)


def test_off_the_list_and_nothing_more_about_it(liaison, incident):
    row = WatchDateFactory(incident=incident)
    first = watch_dates.remove(by=liaison, watch_date=row)
    assert watch_dates.remove(by=liaison, watch_date=row).removed_at == first.removed_at
    with pytest.raises(WatchDateRemoved):
        watch_dates.check_in(by=liaison, watch_date=row)


def test_only_those_who_work_on_it(incident):
    with pytest.raises(NotAllowed):
        watch_dates.remove(by=MembershipFactory().user, watch_date=WatchDateFactory(incident=incident))
