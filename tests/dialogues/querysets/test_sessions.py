from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.models import Session
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import HeldSessionFactory, SessionFactory, seated

pytestmark = pytest.mark.django_db


def cancelled():
    return SessionFactory(status="cancelled", cancelled_at=timezone.now(), cancelled_by=UserFactory())


def test_upcoming_is_planned_and_still_to_begin_nearest_first():
    now = timezone.now()
    far, near = (SessionFactory(starts_at=now + timedelta(days=days)) for days in (9, 1))
    begun = SessionFactory(starts_at=now - timedelta(minutes=1))
    cancelled()
    assert list(Session.objects.upcoming(now)) == [near, far]
    assert begun in Session.objects.planned()


def test_past_is_newest_first():
    now = timezone.now()
    old = HeldSessionFactory(starts_at=now - timedelta(days=30))
    new = HeldSessionFactory(starts_at=now - timedelta(days=2))
    SessionFactory()
    assert list(Session.objects.past(now)) == [new, old]


def test_not_cancelled_keeps_planned_and_held():
    kept = {SessionFactory(), HeldSessionFactory()}
    cancelled()
    assert set(Session.objects.not_cancelled()) == kept


def test_visible_with_a_seat_in_the_dialogue():
    session = SessionFactory()
    SessionFactory()
    assert Session.objects.visible_to(seated(session.dialogue, Seat.NEUTRAL)).get() == session
    assert not Session.objects.visible_to(UserFactory()).exists()
