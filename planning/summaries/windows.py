"""Times of a step in words: when a step of a playbook is for, and since when a step that comes back rests.

On the clocks of the place. Windows are suggestions, so nothing is late.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from planning.models import PlanStep
from records.timing import spell_day, spell_moment


@dataclass(frozen=True)
class Window:
    """From when until when a step of a playbook is suggested.

    Moments where the guidance counts in hours, days where it counts in days. `opens_at` is missing where it begins
    with the incident, and once its day is over: then only the end is of use.
    """

    opens_at: datetime | date | None
    closes_at: datetime | date
    zone: str

    @classmethod
    def of(cls, step: PlanStep, due_on: date | None, today: date) -> Self | None:
        """Nothing for a plan that is no playbook, for a day that the team set by hand, and without a day."""
        incident = step.plan.incident
        if incident is None or step.is_due_set_by_hand or due_on is None:
            return None
        rule, zone = step.due_rule, incident.time_zone
        if step.turn or rule.get("anchor") != "incident":
            return cls(None, due_on, zone)
        start, known_on = int(rule.get("start") or 0), incident.known_at.astimezone(ZoneInfo(zone)).date()
        if rule.get("unit") == "hours":
            opens_at = incident.known_at + timedelta(hours=start)
            is_ahead = bool(start) and opens_at.astimezone(ZoneInfo(zone)).date() >= today
            closes_at = incident.known_at + timedelta(hours=int(rule["by"]))
            return cls(opens_at if is_ahead else None, closes_at, zone)
        first = known_on + timedelta(days=start)
        return cls(first if start and first >= today else None, due_on, zone)

    def __str__(self) -> str:
        """From Sun 29 Nov 2026, 4:00 am CST until Mon 30 Nov 2026, 8:00 am CST"""
        last = self._spelled(self.closes_at)
        if self.opens_at is None or self.opens_at == self.closes_at:
            return _("Until %(moment)s") % {"moment": last}
        return _("From %(first)s until %(last)s") % {"first": self._spelled(self.opens_at), "last": last}

    def _spelled(self, moment: datetime | date) -> str:
        return spell_moment(moment, self.zone) if isinstance(moment, datetime) else spell_day(moment)


@dataclass(frozen=True)
class Rest:
    """A step that was done for now: when, by whom as far as its log says, and when it comes back, if that is known."""

    done_at: datetime
    done_by: str
    back_on: date | None
    zone: str

    def __str__(self) -> str:
        """Done Sat 28 Nov 2026, 11:19 am CST by Demo Liaison; comes back Sun 29 Nov 2026"""
        done = _("Done %(moment)s by %(name)s") if self.done_by else _("Done %(moment)s")
        told = done % {"moment": spell_moment(self.done_at, self.zone), "name": self.done_by}
        if self.back_on is None:
            return _("%(done)s; its next day follows the next session") % {"done": told}
        return _("%(done)s; comes back %(day)s") % {"done": told, "day": spell_day(self.back_on)}
