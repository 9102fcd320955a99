"""The last look before a seat is offered: is there an account, is the seat still open, and not theirs already?"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues import emails
from dialogues.models import DesignTeamMember
from dialogues.schedules import SEAT_OFFERED
from records.models import Message
from records.registers import Letter, MessageKind, Withdrawn, register_message_kind

NO_ACCOUNT = gettext_noop("There is no account to send it to.")
SEAT_GONE = gettext_noop("The seat is taken or given up.")


def prepare_seat_offered(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001 - register's shape
    user = User.objects.filter(pk=int(message.recipient.partition(":")[2]), is_active=True).first()
    if user is None:
        return Withdrawn("cancelled", NO_ACCOUNT)
    seats = DesignTeamMember.objects.current().select_related("dialogue__agency")
    member = seats.filter(pk=message.context["member"], user__isnull=True, dialogue__status="open").first()
    if member is None or seats.filter(dialogue=member.dialogue, user=user).exists():
        return Withdrawn("cancelled", SEAT_GONE)
    return emails.seat_offered(user, member)


def register() -> None:
    """Sign the kind of this letter; called at start-up."""
    register_message_kind(
        MessageKind(SEAT_OFFERED, _("Offer of a seat"), prepare_seat_offered, is_essential=True)
    )
