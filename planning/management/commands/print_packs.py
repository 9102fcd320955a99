"""The same as the tasks for print packs, for machines without Celery: run it from cron every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from planning.services import packs
from planning.tasks import print_packs


class Command(BaseCommand):
    help = "Make print packs that wait, and remove those that were finished a day ago."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        made = print_packs(seconds=50)
        self.stdout.write(f"packs made: {made}, old ones removed: {packs.clear_old()}")
