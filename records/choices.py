"""Fixed vocabularies of the records room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Space(TextChoices):
    """The four audiences of a dialogue. Every note, file and draft belongs to exactly one."""

    JOINT = "joint", _("Joint")
    AGENCY = "agency", _("Agency")
    COMMUNITY = "community", _("Community")
    NEUTRAL = "neutral", _("Neutral")


class MessageState(TextChoices):
    """Where a message is on its way. `workflows.py` holds the legal moves."""

    PENDING = "pending", _("Waiting")
    LEASED = "leased", _("Taken by a sender")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    CANCELLED = "cancelled", _("Cancelled")
    SUPERSEDED = "superseded", _("Replaced by a newer message")
    EXPIRED = "expired", _("Too late to send")
    HELD = "held", _("Held for a person to decide")
    DEAD = "dead", _("Could not be delivered")


# Names in the table of ticks.
SWEEP_TICK = "send_due_messages"
SENDER_TICK = "sender"
TROUBLE_TICK = "mail_server_trouble"
ALARM_TICK = "messages_need_a_person"


class AuditKind(TextChoices):
    """What this room itself writes into the record. Labels are the sentences people read."""

    MESSAGES_STOPPED = "messages_stopped", _("{by} stopped messages that were waiting ({count}): {reason}")
    MESSAGE_RETRIED = "message_retried", _("{by} asked for a message to be sent again")
    LETTER_RETURNED = "letter_returned", _("A message to one person came back: their mail server refused it")
    BOUNCE_CLEARED = "bounce_cleared", _("{by} allowed mail again to one person whose mail had come back")
