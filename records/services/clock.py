"""The clock that all senders share is the database's. Here it is read, and here its ticks are kept."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from records.models import Tick

KEEP_TICKS_FOR = timedelta(hours=1)


def database_now() -> datetime:
    """The moment by the database's clock; the clocks of web and worker machines may differ from it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)


def first_in_slot(*, task: str, every: timedelta) -> bool:
    """Whether this call is the first one in its slot of the clock. Two beats, or ten, do the work once."""
    now = database_now()
    seconds = every.total_seconds()
    slot = datetime.fromtimestamp(now.timestamp() // seconds * seconds, UTC)
    Tick.objects.of_task(task).filter(slot__lt=slot - KEEP_TICKS_FOR).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO records_tick (task, slot) VALUES (%s, %s) ON CONFLICT (task, slot) DO NOTHING",
            [task, slot],
        )
        return cursor.rowcount == 1


def mark(*, task: str) -> None:
    """Leave a trace that this happened just now, to the second."""
    first_in_slot(task=task, every=timedelta(seconds=1))


def last_tick(task: str) -> datetime | None:
    return Tick.objects.of_task(task).order_by("-slot").values_list("slot", flat=True).first()
