import pytest
from icalendar import Calendar

from dialogues.exports.sessions import calendar_of
from tests.factories.dialogues import SessionFactory
from tests.factories.participants import InvitationFactory

pytestmark = pytest.mark.django_db


def test_calendar_of_a_session_opens_at_the_right_hour_and_names_nobody():
    session = SessionFactory(title="First evening, ‘north’; side", address="1 Demo Street")
    InvitationFactory(session=session)
    (event,) = Calendar.from_ical(calendar_of(session)).walk("VEVENT")
    assert event.decoded("dtstart") == session.starts_at
    assert event.decoded("dtend") == session.ends_at
    assert str(event["summary"]) == session.title
    assert str(event["location"]) == "Demo Library, 1 Demo Street"
    assert str(event["url"]).endswith(f"/dialogues/{session.dialogue_id}/sessions/{session.pk}/")
    assert "attendee" not in event
    assert event["sequence"] == session.schedule_version


def test_calendar_of_a_session_keeps_its_number_for_life():
    session = SessionFactory()
    (before,) = Calendar.from_ical(calendar_of(session)).walk("VEVENT")
    session.schedule_version = 5
    (after,) = Calendar.from_ical(calendar_of(session)).walk("VEVENT")
    assert (before["uid"], after["sequence"]) == (after["uid"], 5)
