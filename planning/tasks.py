"""Nudges of the clock. Each is safe to run twice, late, or never: the next one makes up for it."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from planning.services import dates
from records.services import clock

TICK = "follow-moved-dates"


@shared_task
def follow_moved_dates() -> None:
    """Bring plans in step with what moved or was done, once a minute however many beats there are."""
    if clock.first_in_slot(task=TICK, every=timedelta(minutes=1)):
        dates.follow_events(now=timezone.now())
