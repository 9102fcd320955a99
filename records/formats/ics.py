"""Calendar entries that Outlook, Google and Apple open, move and take away again.

One entry for one recipient. The uid never changes; a higher sequence moves or cancels what was sent before.
Nothing private goes in here by itself: callers choose a neutral summary and place for discreet mail.
"""

import re
from datetime import UTC, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress, vText

from records.formats._zones import describe

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

PRODUCER = "-//Convene//Sessions//EN"
MAX_LINE = 300
MAX_DESCRIPTION = 4000

_ADDRESS = re.compile(r"[^\s@<>\"\\,;:\x00-\x1f\x7f]+@[^\s@<>\"\\,;:\x00-\x1f\x7f]+")
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f\"<>\\]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


class Party(NamedTuple):
    """Who asks or who is asked."""

    address: str
    name: str = ""


def invitation(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    summary: str,
    organizer: Party | str,
    attendee: Party | str | None = None,
    location: str = "",
    description: str = "",
    url: str = "",
    method: Method = "REQUEST",
    now: datetime | None = None,
) -> bytes:
    """One iCalendar object with one entry, in the venue's zone.

    Send it twice: as a `text/calendar; method=…; charset=UTF-8` part and as a file of the same bytes.
    PUBLISH is for downloads and feeds and names no attendee.
    """
    event = Event()
    event.add("uid", line(uid))
    event.add("sequence", sequence)
    event.add("dtstamp", (now or timezone.now()).astimezone(UTC))
    event.add("last-modified", (now or timezone.now()).astimezone(UTC))
    event.add("dtstart", _local(starts_at, zone))
    event.add("dtend", _local(ends_at, zone))
    event.add("summary", line(summary))
    if location:
        event.add("location", line(location))
    if description:
        event.add("description", text(description))
    if url:
        event.add("url", _checked(url, _URL))
    event.add("organizer", _party(organizer), encode=False)
    if attendee and method != "PUBLISH":
        event.add("attendee", _attendee(attendee, method), encode=False)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("transp", "OPAQUE")
    return _calendar(event, method, ZoneInfo(zone), starts_at)


def line(value: str) -> str:
    """One line of plain text, whatever was typed or pasted."""
    return " ".join(_NOT_TEXT.sub("", _LINE_ENDS.sub(" ", str(value))).split())[:MAX_LINE]


def text(value: str) -> str:
    """Plain text with its line breaks, and no other sign that steers a program."""
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", str(value)))[:MAX_DESCRIPTION].strip()


def _calendar(event: Event, method: Method, zone: ZoneInfo, starts_at: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(describe(zone, year=starts_at.astimezone(zone).year))
    calendar.add_component(event)
    return calendar.to_ical()


def _local(moment: datetime, zone: str) -> datetime:
    """On the venue's clock; the hour that comes twice in autumn is written in UTC, where it comes once."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.astimezone(UTC) if local.fold else local


def _attendee(attendee: Party | str, method: Method) -> vCalAddress:
    address = _party(attendee)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    if method == "REQUEST":
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        address.params["RSVP"] = vText("TRUE")
    return address


def _party(party: Party | str) -> vCalAddress:
    party = Party(party) if isinstance(party, str) else party
    address = vCalAddress(f"mailto:{_checked(party.address, _ADDRESS)}")
    if name := line(party.name).replace('"', "’"):
        address.params["CN"] = vText(name)
    return address


def _checked(value: str, shape: re.Pattern[str]) -> str:
    """Addresses and links are made by us or checked by a form; one that is neither stops here."""
    if not shape.fullmatch(value):
        raise ValueError(f"not fit for a calendar file: {value[:40]!r}")
    return value
