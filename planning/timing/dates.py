"""Due dates of plan steps, counted from anchors. Pure; reads no clock."""

from collections.abc import Mapping
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


def due_date(rule: Mapping[str, Any], anchors: Anchors, zone: ZoneInfo, turn: int = 0) -> date | None:
    """The calendar day, on the agency's clocks, by which a step is due; None while its anchor is unknown.

    `turn` counts how often the step came back: 0 for its first day. None as well when it does not come back so often.
    """
    if rule.get("month"):
        return _end_of_month(anchors.opened.astimezone(zone).date(), int(rule["month"]), turn)
    offset = _offset(rule, turn)
    anchor = None if offset is None else _anchor(rule["anchor"], offset, anchors)
    if anchor is None or offset is None:
        return None
    if rule.get("unit") == "hours":
        first = anchor.astimezone(UTC) + timedelta(hours=int(rule["by"]))
        return first.astimezone(zone).date() + timedelta(days=offset)
    day = anchor.astimezone(zone).date() + timedelta(days=offset)
    return _months_later(day, MONTHS.get(rule["anchor"], 0) * turn)


MONTHS = {"quarterly": 3, "yearly": 12}  # after how many months a step comes back by itself


def comes_back(rule: Mapping[str, Any], turn: int) -> bool:
    """Whether a step that was done in its turn, counted from 0, is due once more."""
    if rule.get("anchor") in MONTHS or rule.get("every_days"):
        return True
    return turn < len(rule.get("also") or ())


def next_turn(
    rule: Mapping[str, Any], anchors: Anchors, zone: ZoneInfo, turn: int, done_on: date
) -> int | None:
    """The turn that asks for the step again after it was done on a day; None when none does.

    Days that passed meanwhile are not asked for one by one: a step done late goes on with its next day to come.
    """
    while comes_back(rule, turn):
        turn += 1
        day = due_date(rule, anchors, zone, turn)
        if day is None or day > done_on:
            return turn
    return None


def _offset(rule: Mapping[str, Any], turn: int) -> int | None:
    """Days from the anchor; for rules in hours, days after the first day. None when it does not come back so often."""
    is_in_hours = rule.get("unit") == "hours"
    also = [int(day) for day in rule.get("also") or ()]
    days = [0 if is_in_hours else int(rule["by"]), *also]
    if turn < len(days):
        return days[turn]
    every = int(rule.get("every_days") or 0)
    if every:
        return days[-1] + every * (turn - len(days) + 1)
    return days[-1] if rule["anchor"] in MONTHS else None


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has none such."""
    years, month = divmod(day.month - 1 + months, 12)
    last = (date(day.year + years + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(day.year + years, month + 1, min(day.day, last))


def _anchor(name: str, offset: int, anchors: Anchors) -> datetime | None:
    if name == "session":
        return anchors.session_for(offset)
    return anchors.incident if name == "incident" else anchors.opened


def _end_of_month(opened_on: date, month: int, years: int) -> date:
    """The last day of the next such month that is not over yet, or of the same month some years later."""
    year = (opened_on.year if opened_on.month <= month else opened_on.year + 1) + years
    first_of_next = date(year + (month == 12), month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)
