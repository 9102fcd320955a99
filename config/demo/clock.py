"""Telling the demo's story in the past: services read `timezone.now`, which is set back here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.utils import timezone

ZONE = "America/Chicago"


@contextmanager
def days_ago(days: float, now: datetime) -> Iterator[datetime]:
    """Inside, it is that many days before `now`."""
    moment = now - timedelta(days=days)
    with patch.object(timezone, "now", return_value=moment):
        yield moment


def evening(now: datetime, *, days: int, hour: int = 18) -> datetime:
    """An evening on the demo city's clocks, so many days from now."""
    day = now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=days)
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(ZONE)).astimezone(ZoneInfo("UTC"))
