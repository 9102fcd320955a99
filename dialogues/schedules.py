"""When letters about a session are due, on the clocks of its venue. Pure arithmetic; `now` is always given.

A rule is wall-clock: "two days before, at ten in the morning" stays ten in the morning across a change of the
clocks. The windows of one session never overlap, so at any moment at most one rule is open: after a standstill
only the newest letter goes, and a standstill of up to 26 hours loses none.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

HOUR_OF_REMINDERS = time(10, 0)
LONGEST_DELAY = timedelta(days=3)
FOLLOW_UP_LOOK_BACK = timedelta(days=7)
QUIET_FROM, QUIET_UNTIL = time(21, 0), time(8, 0)


class LetterKind(TextChoices):
    """The letters people get about a session. Values are names of message kinds: never change them."""

    INVITATION = "session_invitation", _("Invitation")
    CONFIRMATION = "answer_confirmation", _("Confirmation of the answer")
    REMINDER = "session_reminder", _("Reminder")
    MOVED = "session_moved", _("Notice of a change")
    CANCELLED = "session_cancelled", _("Notice of cancellation")
    WITHDRAWN = "invitation_withdrawn", _("Notice that the invitation was withdrawn")
    THANKS = "session_thanks", _("Thanks, with the survey link")


FOLLOW_UP_DUE = "follow_up_due"  # the name of a message kind: never change it
# What goes by the clock, and so waits while reminders are paused. Everything else follows what a person does.
PAUSABLE = (LetterKind.REMINDER.value, LetterKind.THANKS.value, FOLLOW_UP_DUE)
SEAT_OFFERED = "seat_offered"  # another one


class Rule(TextChoices):
    """The reminders of a session. Values are part of keys in the outbox: never change them."""

    DAYS_28 = "days_28", _("28 days before")
    DAYS_14 = "days_14", _("14 days before")
    DAYS_7 = "days_7", _("7 days before")
    DAYS_2 = "days_2", _("2 days before")
    THANKS = "thanks", _("2 days after")


DAYS_BEFORE = {Rule.DAYS_28: 28, Rule.DAYS_14: 14, Rule.DAYS_7: 7, Rule.DAYS_2: 2, Rule.THANKS: -2}
REMINDERS = (Rule.DAYS_28, Rule.DAYS_14, Rule.DAYS_7, Rule.DAYS_2)


@dataclass(frozen=True)
class Window:
    """The time in which one letter is useful: from its moment until it would come too late."""

    rule: Rule
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now < self.closes_at


def moment_of(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """Ten in the morning at the venue, so many days before (or after) the day of the session."""
    day = starts_at.astimezone(zone).date() - timedelta(days=DAYS_BEFORE[rule])
    return datetime.combine(day, HOUR_OF_REMINDERS, tzinfo=zone).astimezone(ZoneInfo("UTC"))


def windows_of(starts_at: datetime, zone: ZoneInfo) -> tuple[Window, ...]:
    """All windows of a session, in order of time."""
    moments = [moment_of(rule, starts_at, zone) for rule in REMINDERS]
    ends = [*moments[1:], starts_at]
    windows = [
        Window(rule, opens_at, min(opens_at + LONGEST_DELAY, end))
        for rule, opens_at, end in zip(REMINDERS, moments, ends, strict=True)
    ]
    thanks = moment_of(Rule.THANKS, starts_at, zone)
    return (*windows, Window(Rule.THANKS, thanks, thanks + LONGEST_DELAY))


def open_window(starts_at: datetime, zone: ZoneInfo, now: datetime) -> Window | None:
    """The one window that is open now, if any."""
    return next((window for window in windows_of(starts_at, zone) if window.is_open(now)), None)


def after_quiet_hours(now: datetime, zone: ZoneInfo, closes_at: datetime) -> datetime:
    """Now, or eight in the morning at the venue when it is night there; never later than the letter is useful."""
    local = now.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return now
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    morning = datetime.combine(day, QUIET_UNTIL, tzinfo=zone).astimezone(ZoneInfo("UTC"))
    return morning if morning < closes_at else now


def follow_up_window(due_on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From ten in the morning of the day on which a report is due, for a week: later it would only nag."""
    opens_at = datetime.combine(due_on, HOUR_OF_REMINDERS, tzinfo=zone).astimezone(ZoneInfo("UTC"))
    return opens_at, opens_at + FOLLOW_UP_LOOK_BACK


def follow_up_key(dialogue_id: int, due_on: date, user_id: int) -> str:
    """One letter a person, dialogue and day, however many promises were made in one evening."""
    return f"follow_up:{dialogue_id}:{due_on.isoformat()}:{user_id}"


def reminder_key(session_id: int, rule: Rule, participant_id: int, schedule_version: int) -> str:
    """Holds no time, so that an hour that comes twice sends nothing twice."""
    return f"reminder:{session_id}:{rule}:{participant_id}:{schedule_version}"
