"""The same as the task of this name, for machines without Celery: run it from cron every minute."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from planning.services import dates


class Command(BaseCommand):
    help = "Bring plans in step with sessions, incidents and facts that changed."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        changed = dates.follow_events(now=timezone.now())
        self.stdout.write(f"{changed} steps changed")
