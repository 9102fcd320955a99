"""The outbox: where services leave messages, in the same transaction as the change they tell of.

Nothing is sent here, and nothing here talks to a broker. Senders pick the rows up within seconds (dispatch.py);
a change that is rolled back takes its messages with it.
"""

import json
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from records.actors import Actor
from records.choices import AuditKind, MessageState
from records.errors import MessageCannotMove, WindowClosed
from records.models import Message
from records.registers import message_kind
from records.services import audit, bounces

_REFERENCE = re.compile(r"[a-z_]+:[0-9a-zA-Z-]+")
_STOPPABLE = (MessageState.PENDING, MessageState.LEASED, MessageState.HELD)
_FOR_A_PERSON = (MessageState.HELD, MessageState.DEAD)
_LONGEST_CONTEXT = 2000


@transaction.atomic
def post(
    *,
    by: Actor,  # noqa: ARG001 - every service says who acts; the change that posts writes the audit event
    kind: str,
    key: str,
    recipient: str,
    context: dict[str, Any],
    expires_at: datetime,
    not_before: datetime | None = None,
    agency_id: int | None = None,
    dialogue_id: int | None = None,
    session_id: int | None = None,
    schedule_version: int = 0,
) -> Message | None:
    """Leave one message. The same key a second time changes nothing and returns None.

    `recipient` and `context` hold references ("participant:12", {"offset": 7}), never an address or words:
    `prepare` of the kind composes the letter when it is sent. Refused when the window is already closed.
    """
    _refuse_what_does_not_belong(kind, recipient, context)
    if expires_at <= (not_before or timezone.now()):
        raise WindowClosed
    message = Message(
        kind=kind,
        dedupe_key=key,
        recipient=recipient,
        context=context,
        agency_id=agency_id,
        dialogue_id=dialogue_id,
        session_id=session_id,
        schedule_version=schedule_version,
        created_at=Now(),
        not_before=not_before or Now(),
        next_attempt_at=not_before or Now(),
        expires_at=expires_at,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.filter(pk=message.pk).first()


@transaction.atomic
def cancel_pending(
    *,
    by: Actor,
    reason: str,
    session_id: int | None = None,
    dialogue_id: int | None = None,
    recipient: str | None = None,
    kinds: Collection[str] | None = None,
    is_replaced: bool = False,
) -> int:
    """Stop what has not gone yet, and return how many that were.

    At least one of session, dialogue and recipient says which; `kinds` narrows. With `is_replaced` they count as
    replaced by a newer message (a moved session), else as cancelled. A message on the wire cannot be recalled;
    it is not counted, and the change notice follows it.
    """
    chosen = {"session_id": session_id, "dialogue_id": dialogue_id, "recipient": recipient}
    narrow = {field: value for field, value in chosen.items() if value is not None}
    if not narrow:
        raise ValueError("say whose messages to stop: a session, a dialogue or a recipient")
    messages = Message.objects.filter(state__in=_STOPPABLE, **narrow)
    if kinds is not None:
        messages = messages.filter(kind__in=kinds)
    whose = messages.values_list("agency_id", "dialogue_id").first() or (None, dialogue_id)
    count = messages.update(
        state=MessageState.SUPERSEDED if is_replaced else MessageState.CANCELLED,
        reason=reason[:200],
        lease_owner=None,
        lease_until=None,
    )
    if count:
        audit.record(
            by=by,
            kind=AuditKind.MESSAGES_STOPPED,
            agency_id=whose[0],
            dialogue_id=whose[1],
            details={"count": count, "reason": reason[:200]}
            | ({"session": session_id} if session_id else {}),
        )
    return count


@transaction.atomic
def retry(*, by: Actor, message: Message) -> Message:
    """Try again what was held or could not be delivered, from the first try on, while its window is open.

    A person has looked at it, so the address counts as good again. Refused for messages that moved on.
    """
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in _FOR_A_PERSON:
        raise MessageCannotMove
    if message.expires_at <= timezone.now():
        raise WindowClosed
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.PENDING, attempts=0, next_attempt_at=Now(), reason="", error_class=""
    )
    bounces.clear(by=by, recipient=message.recipient)
    audit.record(
        by=by,
        kind=AuditKind.MESSAGE_RETRIED,
        agency_id=message.agency_id,
        dialogue_id=message.dialogue_id,
        subject=message,
    )
    message.refresh_from_db()
    return message


def _refuse_what_does_not_belong(kind: str, recipient: str, context: dict[str, Any]) -> None:
    """The outbox holds no personal data: a mistake here is caught at once, in every test that posts."""
    if message_kind(kind) is None:
        raise ValueError(f"nobody registered the message kind {kind!r}")
    if not _REFERENCE.fullmatch(recipient):
        raise ValueError("recipient is a reference such as participant:12")
    written = json.dumps(context)
    if "@" in written or len(written) > _LONGEST_CONTEXT:
        raise ValueError("context holds references, never addresses or text")
