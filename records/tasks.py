"""What the clock nudges. The work and its truth are in services; a nudge may be lost or come twice."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from records.choices import SWEEP_TICK
from records.services import clock, dispatch


@shared_task
def send_due_messages() -> None:
    """Send what is due, once per slot of the clock however many beats there are."""
    every = timedelta(seconds=settings.OUTBOX_POLL_SECONDS)
    if clock.first_in_slot(task=SWEEP_TICK, every=every):
        dispatch.send_due()
