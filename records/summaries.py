"""How it is: what those who run Convene ask, answered from a few rows in plain words."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.db.models.functions import Now

from records.choices import SENDER_TICK, SWEEP_TICK
from records.models import Message, Tick

MISSED_TICKS = 3
SHORTEST_ALARM = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Check:
    """One thing that must work, whether it does, and what that means in a sentence."""

    name: str
    is_well: bool
    says: str


def readiness() -> list[Check]:
    """Everything that can be told from the database; when it is away, that is all that can be told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return [
            Check("database", is_well=True, says="The database answers."),
            _clock(),
            _sender(),
            _messages(),
        ]
    except DatabaseError:
        return [
            Check("database", is_well=False, says="The database does not answer. No page works without it.")
        ]


def longest_wait() -> timedelta | None:
    """How long the oldest message has waited beyond its time; None when none is late."""
    late = Message.objects.late(Now())
    return (
        late.annotate(wait=Now() - F("not_before"))
        .order_by("not_before")
        .values_list("wait", flat=True)
        .first()
    )


def _clock() -> Check:
    age = _age(SWEEP_TICK)
    if age is None or age > _alarm_after():
        says = f"{_last('The clock ticked', age)} Start Celery beat and a worker."
        return Check("clock", is_well=False, says=says)
    return Check("clock", is_well=True, says=_last("The clock ticked", age))


def _sender() -> Check:
    age = _age(SENDER_TICK)
    if age is None or age > _alarm_after():
        says = (
            f"{_last('A sender worked', age)} Start a Celery worker, or manage.py send_due_messages --watch."
        )
        return Check("sender", is_well=False, says=says)
    return Check("sender", is_well=True, says=_last("A sender worked", age))


def _messages() -> Check:
    wait, stuck = longest_wait(), Message.objects.needing_a_person(Now()).count()
    aside = f" {stuck} need a person to look at them." if stuck else ""
    if wait is None:
        return Check("messages", is_well=True, says=f"No message is late.{aside}")
    if wait > LONGEST_WAIT:
        says = f"The oldest unsent message is {spell(wait)} late. Look at the mail server.{aside}"
        return Check("messages", is_well=False, says=says)
    return Check("messages", is_well=True, says=f"The oldest unsent message is {spell(wait)} late.{aside}")


def _age(task: str) -> timedelta | None:
    newest = Tick.objects.of_task(task).order_by("-slot")
    return newest.annotate(age=Now() - F("slot")).values_list("age", flat=True).first()


def _alarm_after() -> timedelta:
    return max(MISSED_TICKS * timedelta(seconds=settings.OUTBOX_POLL_SECONDS), SHORTEST_ALARM)


def _last(what: str, age: timedelta | None) -> str:
    return f"{what} {spell(age)} ago." if age is not None else f"{what} never."


def spell(length: timedelta) -> str:
    """45 seconds, 12 minutes, 5 hours, 3 days"""
    seconds = max(0, int(length.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
