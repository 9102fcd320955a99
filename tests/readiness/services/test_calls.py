from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.errors import NotAllowed
from accounts.roles import Role
from readiness.errors import CallTreeEmpty, DayInFuture, EntryRemoved
from readiness.models import CallTreeEntry, CallTreeTest
from readiness.services import calls
from records.models import AuditEvent
from tests.factories.readiness import TODAY, CallFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(agency):
    return [CallFactory(agency=agency, name=name, position=place) for place, name in enumerate("ABC", 1)]


def order(agency):
    return "".join(CallTreeEntry.objects.of(agency).kept().in_reading_order().values_list("name", flat=True))


@pytest.mark.parametrize(
    ("who", "places", "after"),
    [(0, 1, "BAC"), (2, -1, "ACB"), (0, -1, "ABC"), (2, 1, "ABC"), (0, 9, "BCA")],
)
def test_someone_is_moved(agency, liaison, tree, who, places, after):
    CallFactory(position=1)  # another agency's
    calls.move(by=liaison, entry=tree[who], places=places)
    assert order(agency) == after
    assert AuditEvent.objects.count() == (0 if after == "ABC" else 1)


def test_places_without_gaps_after_a_removal(agency, liaison, tree):
    CallTreeEntry.objects.filter(pk=tree[1].pk).update(removed_at=tree[1].added_at, removed_by=liaison)
    assert calls.move(by=liaison, entry=tree[2], places=-1).position == 1
    assert order(agency) == "CA"


def test_the_removed_do_not_move(agency, liaison, tree):
    gone = CallFactory(agency=agency, was_removed=True)
    with pytest.raises(EntryRemoved):
        calls.move(by=liaison, entry=gone, places=1)


def test_only_liaisons_move_and_test(agency, tree):
    officer = member(agency, Role.RECORDS_OFFICER)
    with pytest.raises(NotAllowed):
        calls.move(by=officer, entry=tree[0], places=1)
    with pytest.raises(NotAllowed):
        calls.record_test(by=officer, agency=agency, held_on=TODAY, today=TODAY)


def test_a_test_keeps_whom_nobody_reached(agency, liaison, tree):
    key = uuid4()
    for _ in range(2):
        calls.record_test(
            by=liaison, agency=agency, held_on=TODAY, today=TODAY, not_reached=[tree[1]], form_key=key
        )
    test = CallTreeTest.objects.get()
    assert (test.called, test.reached, test.not_reached) == (3, 2, ["B"])
    event = AuditEvent.objects.get()
    assert event.sentence == f"{liaison.full_name} noted a test of the call tree: 2 of 3 reached"


def test_a_test_needs_people_and_a_day_that_has_come(agency, liaison):
    with pytest.raises(CallTreeEmpty):
        calls.record_test(by=liaison, agency=agency, held_on=TODAY, today=TODAY)
    with pytest.raises(DayInFuture):
        calls.record_test(by=liaison, agency=agency, held_on=TODAY + timedelta(days=1), today=TODAY)


def test_places_of_another_agency_are_not_called(agency, liaison, tree):
    with pytest.raises(ValueError, match="another agency"):
        calls.record_test(by=liaison, agency=agency, held_on=TODAY, today=TODAY, not_reached=[CallFactory()])
