"""The outbox: where services leave messages, in the same transaction as the change they tell of.

Nothing is sent here, and nothing here talks to a broker. Senders pick the rows up within seconds (dispatch.py);
a change that is rolled back takes its messages with it.
"""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_noop

from records.actors import Actor
from records.choices import AuditKind, MessageState
from records.errors import MessageCannotMove, WindowClosed
from records.models import Message
from records.registers import message_kind
from records.services import audit, bounces
from records.workflows import check_move

_REFERENCE = re.compile(r"[a-z_]+:[0-9a-zA-Z-]+")
_STOPPABLE = (MessageState.PENDING, MessageState.LEASED, MessageState.HELD)
_FOR_A_PERSON = (MessageState.HELD, MessageState.DEAD)
_LONGEST_CONTEXT = 2000
SET_ASIDE = gettext_noop("Somebody set it aside.")  # kept with the message, shown translated


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One message to leave. `recipient` and `context` hold references ("participant:12", {"offset": 7}), never an
    address or words: `prepare` of the kind composes the letter when it is sent."""

    kind: str
    key: str
    recipient: str
    context: dict[str, Any]
    expires_at: datetime
    not_before: datetime | None = None
    agency_id: int | None = None
    dialogue_id: int | None = None
    session_id: int | None = None
    schedule_version: int = 0


def post(*, by: Actor, **draft: Any) -> Message | None:
    """Leave one message; the fields are those of `Draft`. The same key a second time changes nothing and returns
    None. Refused when the window is already closed."""
    return next(iter(post_all(by=by, drafts=[Draft(**draft)])), None)


@transaction.atomic
def post_all(
    *,
    by: Actor,  # noqa: ARG001 - every service says who acts; the change that posts writes the audit event
    drafts: Iterable[Draft],
) -> list[Message]:
    """Leave many messages in two queries. Those whose key is known are left out of what is returned."""
    messages = [_message(draft) for draft in drafts]
    Message.objects.bulk_create(messages, ignore_conflicts=True, batch_size=500)
    return list(Message.objects.filter(pk__in=[message.pk for message in messages]))


def _message(draft: Draft) -> Message:
    _refuse_what_does_not_belong(draft.kind, draft.recipient, draft.context)
    if draft.expires_at <= (draft.not_before or timezone.now()):
        raise WindowClosed
    return Message(
        kind=draft.kind,
        dedupe_key=draft.key,
        recipient=draft.recipient,
        context=draft.context,
        agency_id=draft.agency_id,
        dialogue_id=draft.dialogue_id,
        session_id=draft.session_id,
        schedule_version=draft.schedule_version,
        created_at=Now(),
        not_before=draft.not_before or Now(),
        next_attempt_at=draft.not_before or Now(),
        expires_at=draft.expires_at,
    )


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
def release(
    *,
    by: Actor,  # noqa: ARG001 - the change that lets them go writes the audit event
    dialogue_ids: Collection[int],
    kinds: Collection[str],
    not_before: datetime,
) -> int:
    """Let go what these dialogues held back (`registers.Waits`), from `not_before` on, and say how much that was.

    What would be too late by then goes at once. The last look before sending still decides.
    """
    waiting = Message.objects.filter(
        state=MessageState.PENDING, dialogue_id__in=list(dialogue_ids), kind__in=kinds
    ).exclude(reason="")
    too_late_then = When(expires_at__lte=not_before, then=Now())
    return waiting.update(
        reason="",
        next_attempt_at=Case(too_late_then, default=Value(not_before), output_field=DateTimeField()),
    )


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


@transaction.atomic
def set_aside(*, by: Actor, message: Message) -> None:
    """Leave what was held or could not be delivered unsent, for good. Refused for messages that moved on."""
    message = Message.objects.select_for_update().get(pk=message.pk)
    if message.state not in _FOR_A_PERSON:
        raise MessageCannotMove
    check_move(message.state, MessageState.CANCELLED)
    Message.objects.filter(pk=message.pk).update(state=MessageState.CANCELLED, reason=SET_ASIDE)
    audit.record(
        by=by,
        kind=AuditKind.MESSAGES_STOPPED,
        agency_id=message.agency_id,
        dialogue_id=message.dialogue_id,
        details={"count": 1, "reason": SET_ASIDE},
    )


def _refuse_what_does_not_belong(kind: str, recipient: str, context: dict[str, Any]) -> None:
    """The outbox holds no personal data: a mistake here is caught at once, in every test that posts."""
    if message_kind(kind) is None:
        raise ValueError(f"nobody registered the message kind {kind!r}")
    if not _REFERENCE.fullmatch(recipient):
        raise ValueError("recipient is a reference such as participant:12")
    written = json.dumps(context)
    if "@" in written or len(written) > _LONGEST_CONTEXT:
        raise ValueError("context holds references, never addresses or text")
