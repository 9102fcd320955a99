"""The same as the task of this name, for machines without Celery: run it from cron every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from dialogues.tasks import clear_forgotten_imports, queue_due_messages


class Command(BaseCommand):
    help = "Leave a letter for every reminder that is due, and forget files that nobody confirmed."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        count = queue_due_messages()
        clear_forgotten_imports()
        self.stdout.write(f"{count} letters left in the outbox")
