"""Which letters of this room may go: each is checked again at the last moment, then composed.

None of them repeats itself when a relay's answer was lost: a link that opens an account is held for a person.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts import emails
from accounts.models import MemberInvitation, User
from records.models import Message
from records.registers import Letter, MessageKind, Withdrawn


def prepare_password_reset(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001 - register's shape
    user = User.objects.filter(pk=_number(message), is_active=True).first()
    if user is None:
        return Withdrawn("cancelled", "no account to send it to")
    return emails.password_reset(user)


def prepare_password_changed(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001
    user = User.objects.filter(pk=_number(message)).first()
    if user is None:
        return Withdrawn("cancelled", "no account to send it to")
    return emails.password_changed(user)


def prepare_member_invitation(message: Message, now: datetime) -> Letter | Withdrawn:
    invitation = MemberInvitation.objects.with_place().filter(pk=_number(message)).first()
    if invitation is None or invitation.withdrawn_at or invitation.accepted_at:
        return Withdrawn("cancelled", "the invitation was withdrawn or used")
    if invitation.expires_at <= now:
        return Withdrawn("expired", "the invitation is too old")
    if not message.dedupe_key.endswith(invitation.token_digest[:16]):
        return Withdrawn("superseded", "a newer letter holds the link")
    address = emails.join_address(invitation)
    if address is None:
        return Withdrawn("cancelled", "the key of the link was changed; send the invitation again")
    return emails.member_invitation(invitation, address)


KINDS = (
    MessageKind(
        name="password_reset",
        label=_("Link to set a new password"),
        prepare=prepare_password_reset,
        when_unsure="hold",
        is_essential=True,
    ),
    MessageKind(
        name="password_changed",
        label=_("Word of a new password"),
        prepare=prepare_password_changed,
        is_essential=True,
    ),
    MessageKind(
        name="member_invitation",
        label=_("Invitation to join"),
        prepare=prepare_member_invitation,
        when_unsure="hold",
        is_essential=True,
    ),
)


def _number(message: Message) -> int:
    return int(message.recipient.partition(":")[2])
