"""Receipts: asking the mail server's own books whether it took a message whose answer was lost.

SMTP alone cannot say. In development and in tests the mailbox folder is the book. In production there is none
unless OUTBOX_RECEIPT_SOURCE names a class with the two members of `ReceiptSource`: an index of the relay's log,
or a provider's event store.
"""

from datetime import timedelta
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from records import mailbox


class ReceiptSource(Protocol):
    """`delay`: how long after the last trouble a receipt may still turn up; silence means nothing before that."""

    delay: timedelta

    def find(self, message_id: str) -> str:
        """Where the receipt stands, in a few words; empty when there is none."""


class MailboxReceipts:
    """The development mailbox writes a message down before it says 250, so silence means "not taken" at once."""

    delay = timedelta(0)

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, message_id: str) -> str:
        return "mailbox" if mailbox.holds(self.folder, message_id) else ""


def source() -> ReceiptSource | None:
    """The configured source of receipts, if there is one."""
    if settings.OUTBOX_RECEIPT_SOURCE:
        configured: ReceiptSource = import_string(settings.OUTBOX_RECEIPT_SOURCE)()
        return configured
    return MailboxReceipts(settings.MAILBOX_DIR) if settings.MAILBOX_DIR else None
