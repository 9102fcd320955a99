import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from records.formats import ics

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVENING = datetime(2026, 12, 9, 0, tzinfo=UTC)
NAMES = {
    "UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION",
    "URL", "ORGANIZER", "ATTENDEE", "CLASS", "STATUS", "TRANSP",
}  # fmt: skip


def made(**changes: object) -> bytes:
    given_ = {
        "uid": "session-7@convene.example",
        "sequence": 0,
        "starts_at": EVENING,
        "ends_at": EVENING + timedelta(hours=2),
        "zone": "America/Chicago",
        "summary": "Dialogue session",
        "location": "Demo Library, lower hall",
        "description": "Doors open at 5:30.\nStep-free by the east door.",
        "organizer": ics.Party("liaison@example.org", "Demo Liaison"),
        "attendee": ics.Party("resident@example.org"),
        "url": "https://convene.example/r/abc",
        "now": NOW,
    }
    return ics.invitation(**given_ | changes)


def event(raw: bytes):
    return Calendar.from_ical(raw).walk("VEVENT")[0]


def test_request_holds_what_calendar_programs_need():
    raw = made()
    entry = event(raw)
    assert Calendar.from_ical(raw)["METHOD"] == "REQUEST"
    assert set(entry) == NAMES
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"], entry["CLASS"]) == (
        "session-7@convene.example", 0, "CONFIRMED", "PRIVATE",
    )  # fmt: skip
    assert entry["ATTENDEE"] == "mailto:resident@example.org"
    assert entry["ATTENDEE"].params["RSVP"] == "TRUE"
    assert entry["ORGANIZER"].params["CN"] == "Demo Liaison"
    assert entry["DESCRIPTION"] == "Doors open at 5:30.\nStep-free by the east door."
    assert b"VALARM" not in raw


def test_lines_end_and_fold_as_the_standard_says():
    raw = made(summary="é" * 200)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert event(raw)["SUMMARY"] == "é" * 200


def test_cancel_takes_the_entry_away():
    entry = event(made(method="CANCEL", sequence=3))
    assert (entry["STATUS"], entry["SEQUENCE"]) == ("CANCELLED", 3)
    assert entry["ATTENDEE"] == "mailto:resident@example.org"
    assert "RSVP" not in entry["ATTENDEE"].params


def test_publish_names_no_attendee():
    raw = made(method="PUBLISH")
    assert b"ATTENDEE" not in raw
    assert b"METHOD:PUBLISH" in raw


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("America/Chicago", "2026-03-08T06:00", "2026-03-08T11:00"),  # the morning the clocks went forward
        ("America/Chicago", "2026-11-01T06:00", "2026-11-01T12:00"),  # the morning they went back
        ("America/Chicago", "2026-10-31T23:30", "2026-11-01T04:30"),
        ("America/New_York", "2027-03-14T03:00", "2027-03-14T07:00"),
        ("America/Phoenix", "2026-07-01T18:00", "2026-07-02T01:00"),
        ("Pacific/Honolulu", "2026-07-01T18:00", "2026-07-02T04:00"),
        ("America/Puerto_Rico", "2026-07-01T18:00", "2026-07-01T22:00"),
        ("Pacific/Guam", "2026-12-08T18:00", "2026-12-08T08:00"),
        ("America/Anchorage", "2026-12-08T18:00", "2026-12-09T03:00"),
    ],
)
def test_hour_is_right_in_every_zone(zone, local, utc):
    starts_at = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    raw = made(zone=zone, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    start = event(raw).decoded("DTSTART")
    assert start.replace(tzinfo=None) == datetime.fromisoformat(local)
    assert start.astimezone(UTC) == starts_at
    assert f"DTSTART;TZID={zone}:".encode() in raw
    assert _by_its_own_rules(raw, starts_at) == start.replace(tzinfo=None)


def test_hour_that_comes_twice_is_written_so_that_it_comes_once():
    second = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # 1:30 am CST, an hour after 1:30 am CDT
    raw = made(starts_at=second, ends_at=second + timedelta(hours=2))
    assert b"DTSTART:20261101T073000Z" in raw
    assert b"DTEND;TZID=America/Chicago:20261101T033000" in raw


def test_same_call_gives_the_same_bytes():
    assert made() == made()


@pytest.mark.parametrize(
    "bad",
    [
        {"attendee": "a@b.org\nATTENDEE:x"},
        {"attendee": "not an address"},
        {"organizer": ics.Party("a@b.org>", "x")},
        {"url": "https://x/\r\nX-A:1"},
        {"url": "javascript:alert(1)"},
    ],
)
def test_broken_address_stops_here(bad):
    with pytest.raises(ValueError, match="not fit"):
        made(**bad)


SPITEFUL = st.text(
    st.sampled_from("aé ;:,\\\"'=\n\r\t\0\x0b\x0c\x1b\x85\u2028\u2029\ufeff😀\ud800") | st.characters()
)
SPITEFUL |= st.sampled_from(
    ["END:VEVENT", "\r\nBEGIN:VALARM\r\n", "\nATTENDEE:mailto:x@y.z", "\rX-A:1", "\x0bX-A:1"]
)


@given(summary=SPITEFUL, location=SPITEFUL, description=SPITEFUL, name=SPITEFUL)
def test_words_never_become_structure(summary, location, description, name):
    raw = made(
        summary=summary, location=location, description=description, organizer=ics.Party("a@b.org", name)
    )
    calendar = Calendar.from_ical(raw)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert calendar.walk("VEVENT")[0].subcomponents == []
    assert set(calendar.walk("VEVENT")[0]) <= NAMES
    assert set(calendar) == {"PRODID", "VERSION", "CALSCALE", "METHOD"}
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw)
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")


def _by_its_own_rules(raw: bytes, moment: datetime) -> datetime:
    """The wall clock that a program sees which knows no zone but the VTIMEZONE in the file."""
    zone = Calendar.from_ical(raw).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    return moment.astimezone(zone).replace(tzinfo=None)
