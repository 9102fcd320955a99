"""Nudges of the clock. Each is safe to run twice, late, or never: the next one makes up for it."""

from celery import shared_task
from django.utils import timezone

from dialogues.reminders import due_follow_ups, due_session_reminders
from dialogues.services import follow_ups, imports, notices


@shared_task
def queue_due_messages() -> int:
    """Leave a letter for every reminder that is due: of sessions, and of reports on promises."""
    now = timezone.now()
    told = notices.queue_reminders(due=due_session_reminders(now), now=now)
    return told + follow_ups.queue(due=due_follow_ups(now), now=now)


@shared_task
def clear_forgotten_imports() -> int:
    """Empty the files of participants that nobody confirmed within a day."""
    return imports.clear_forgotten(now=timezone.now())
