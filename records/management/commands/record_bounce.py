"""For a mail alias: a delivery report that came back is read here, so that nobody writes there again in vain."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from records.services import bounces

LONGEST_REPORT = 1024 * 1024


class Command(BaseCommand):
    help = "Read one delivery report (RFC 3464) from standard input, as a mail alias gives it."

    def handle(self, **_: Any) -> None:
        is_ours = bounces.note_report(report=sys.stdin.buffer.read(LONGEST_REPORT))
        self.stdout.write(
            "Noted." if is_ours else "This is not a report about a letter of ours. Nothing changed."
        )
