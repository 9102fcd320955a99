"""Recipients whose mail came back for good: noted once, not written to again until a person looks at it."""

import re
import uuid
from email import message_from_bytes

from django.db import transaction
from django.db.models.functions import Now

from records.actors import SYSTEM, Actor
from records.choices import AuditKind
from records.models import Bounce, Message
from records.services import audit

_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)


def is_noted(recipient: str) -> bool:
    """Whether mail to this recipient came back and nobody has looked at it since."""
    return Bounce.objects.filter(recipient=recipient).exists()


@transaction.atomic
def note(*, message: Message, status: str) -> None:
    """Remember that the address of this message's recipient was refused for good, and tell the record."""
    _, is_new = Bounce.objects.get_or_create(
        recipient=message.recipient, defaults={"status": status[:80], "noted_at": Now()}
    )
    if is_new:
        audit.record(
            by=SYSTEM,
            kind=AuditKind.LETTER_RETURNED,
            agency_id=message.agency_id,
            dialogue_id=message.dialogue_id,
            subject=message,
        )


@transaction.atomic
def note_report(*, report: bytes) -> bool:
    """Read a delivery report (RFC 3464) that came back by mail. False when it is not about a letter of ours.

    The Message-ID is a secret between us and whoever got the letter, so a forged report can only stop mail to
    its own sender; the address that the report names is not believed.
    """
    original = _MESSAGE_ID.search(report)
    status = _final_word(report)
    message = Message.objects.filter(pk=uuid.UUID(original[1].decode())).first() if original else None
    if message is None or not status.startswith("5"):
        return False
    note(message=message, status=f"returned {status}")
    return True


@transaction.atomic
def clear(*, by: Actor, recipient: str) -> None:
    """Mail may go to this recipient again. Call it when an address was mended."""
    gone, _ = Bounce.objects.filter(recipient=recipient).delete()
    if gone:
        audit.record(by=by, kind=AuditKind.BOUNCE_CLEARED)


def _final_word(report: bytes) -> str:
    """The status code of a report, such as 5.1.1; empty when it has none."""
    for part in message_from_bytes(report).walk():
        if part.get("Final-Recipient") and part.get("Status"):
            return str(part["Status"]).strip()
    return ""
