"""Pure arithmetic of plans and agendas: due dates from anchors, clock times from minutes. Reads no clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Anchors:
    """The moments that due dates are counted from. A missing one makes its steps undated, never overdue.

    `opened` is when the plan was started. `coming` is the start of the next session that is planned, `held`
    that of the last one that took place.
    """

    opened: datetime
    incident: datetime | None = None
    coming: datetime | None = None
    held: datetime | None = None

    def session_for(self, offset: int) -> datetime | None:
        """What is done by a session counts to the next one, what is done after it from the last one held."""
        return (self.coming or self.held) if offset <= 0 else (self.held or self.coming)


def due_date(rule: Mapping[str, Any], anchors: Anchors, zone: ZoneInfo) -> date | None:
    """The calendar day, on the agency's clocks, by which a step is due; None while its anchor is unknown."""
    if rule.get("month"):
        return _end_of_month(anchors.opened.astimezone(zone).date(), int(rule["month"]))
    offset = int(rule["by"])
    anchor = _anchor(rule["anchor"], offset, anchors)
    if anchor is None:
        return None
    if rule.get("unit") == "hours":
        return (anchor.astimezone(UTC) + timedelta(hours=offset)).astimezone(zone).date()
    return anchor.astimezone(zone).date() + timedelta(days=offset)


def _anchor(name: str, offset: int, anchors: Anchors) -> datetime | None:
    if name == "session":
        return anchors.session_for(offset)
    return anchors.incident if name == "incident" else anchors.opened


def _end_of_month(opened_on: date, month: int) -> date:
    """The last day of the next such month that is not over yet."""
    year = opened_on.year if opened_on.month <= month else opened_on.year + 1
    first_of_next = date(year + (month == 12), month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """When one part of an agenda begins and ends, in UTC."""

    starts_at: datetime
    ends_at: datetime


def spans(starts_at: datetime, minutes: Iterable[int]) -> tuple[Span, ...]:
    """The times of consecutive parts. Minutes are elapsed time, so a night with a clock change is right."""
    found: list[Span] = []
    moment = starts_at.astimezone(UTC)
    for length in minutes:
        following = moment + timedelta(minutes=length)
        found.append(Span(moment, following))
        moment = following
    return tuple(found)


def difference(planned_minutes: int, minutes: Iterable[int]) -> int:
    """How many minutes the parts run over the planned length; negative when time is left."""
    return sum(minutes) - planned_minutes
