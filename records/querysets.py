"""Adjectives for the rows of the records room."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from records.choices import MessageState, Space

OPEN_STATES = (MessageState.PENDING, MessageState.LEASED, MessageState.SENDING)


class AuditEventQuerySet(QuerySet):
    def of_dialogue(self, dialogue_id: int) -> Self:
        return self.filter(dialogue_id=dialogue_id)

    def in_spaces(self, spaces: frozenset[str]) -> Self:
        """Events that a reader of these spaces may see; events without a space belong to the joint record."""
        return self.filter(Q(space="") | Q(space__in=spaces))

    def for_reviewers(self) -> Self:
        return self.in_spaces(frozenset({Space.JOINT, Space.AGENCY}))


class MessageQuerySet(QuerySet):
    """`now` may be a moment or the database's own clock (`Now()`), which is the one that senders go by."""

    def due(self, now: datetime | Combinable) -> Self:
        """What a sender may take: its time has come, or its sender's lease ran out."""
        return self.filter(state__in=OPEN_STATES, next_attempt_at__lte=now)

    def of_dialogue(self, dialogue_id: int) -> Self:
        return self.filter(dialogue_id=dialogue_id)

    def of_session(self, session_id: int) -> Self:
        return self.filter(session_id=session_id)

    def to_recipient(self, recipient: str) -> Self:
        return self.filter(recipient=recipient)

    def waiting(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def late(self, now: datetime | Combinable) -> Self:
        """Should have gone by now and has not. What a person holds back (it waits with a reason) is not late."""
        return self.waiting().filter(not_before__lte=now, reason="")

    def needing_a_person(self, now: datetime | Combinable) -> Self:
        """Held or undeliverable, while something can still be done about it."""
        return self.filter(state__in=(MessageState.HELD, MessageState.DEAD), expires_at__gt=now)

    def not_sent_in_time(self) -> Self:
        """For the sentence "37 reminders were not sent because …"."""
        return self.filter(state=MessageState.EXPIRED)

    def replacing(self, message: Any, now: datetime | Combinable) -> Self:
        """Newer ones of the same series (kind, person, session) that are due as well or already went."""
        return self.filter(
            Q(state=MessageState.SENT) | Q(state__in=OPEN_STATES, not_before__lte=now, expires_at__gt=now),
            kind=message.kind,
            session_id=message.session_id,
            recipient=message.recipient,
            not_before__gt=message.not_before,
        )


class TickQuerySet(QuerySet):
    def of_task(self, task: str) -> Self:
        return self.filter(task=task)
