"""Sending what is due. Kill it anywhere: nothing is lost, and nothing goes twice where receipts can be had.

A message is claimed for a lease, checked and composed at the last moment, marked as being sent (written ahead),
handed over, and marked with what became of it. Every update asks whether the row is still ours (`lease_owner`),
and every moment is the database's. Who finds a row marked "sending" whose lease ran out does not know whether it
went; so it looks for a receipt before anything else (docs/reliability.md).
"""

import logging
import secrets
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, IntegerField, Max, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Least, Now
from django.utils.translation import gettext_noop

from records import smtp
from records.choices import ALARM_TICK, SENDER_TICK, TROUBLE_TICK, MessageState
from records.models import Message, MessageAttempt
from records.querysets import MessageQuerySet
from records.registers import MessageKind, Waits, Withdrawn, message_kind
from records.services import bounces, caps, clock, receipts
from records.workflows import MOST_TRIES, back_off, check_move

logger = logging.getLogger("records.dispatch")

AT_A_TIME = 20
# Kept with the message, shown translated.
TOO_LATE = gettext_noop("The time for this message had passed.")
GIVEN_UP = gettext_noop("The mail server put it off too many times.")
REPLACED = gettext_noop("A newer message to the same person was due as well.")
CAME_BACK = gettext_noop("Earlier mail to this person came back.")
NOBODY_KNOWS = gettext_noop("The answer of the mail server was lost; nobody knows whether it arrived.")
NOT_SENDABLE = gettext_noop("The message could not be composed for this address.")
REFUSED = gettext_noop("The mail server refused it.")
_BETWEEN_ALARMS = timedelta(minutes=15)
_WAIT_FOR_SERVER = timedelta(seconds=20)
_WAIT_FOR_KIND = timedelta(minutes=5)
_WAIT_FOR_RELEASE = timedelta(minutes=5)
_WAIT_FOR_RECEIPT = timedelta(seconds=30)
_WAIT_FOR_ADDRESS = timedelta(hours=1)


def send_due(*, seconds: float = 15.0) -> Counter[str]:
    """Send until nothing is due or the time is over. Returns how many messages came to which state."""
    until = time.monotonic() + seconds
    with Sender() as sender:
        while sender.work_through(sender.claim()) and time.monotonic() < until:
            pass
    clock.mark(task=SENDER_TICK)
    if sender.tally:
        logger.info("messages handled", extra={"state": dict(sender.tally)})
    tell_of_stuck()
    return sender.tally


def tell_of_stuck() -> None:
    """The alarm of those who run it: an error in the log, four times an hour, while something waits for a person."""
    if clock.first_in_slot(task=ALARM_TICK, every=_BETWEEN_ALARMS):
        long_ago = Message.objects.needing_a_person(Now()).filter(
            next_attempt_at__lte=Now() - _BETWEEN_ALARMS
        )
        if stuck := Counter(long_ago.values_list("state", flat=True)):
            logger.error("messages need a person", extra={"state": dict(stuck)})


class Sender:
    """One run. Its `owner` mark fences every update, so a sender that lost its lease can do no harm."""

    def __init__(self) -> None:
        self.owner = uuid.uuid4()
        self.lease = timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)
        self.relay = smtp.Relay()
        self.receipts = receipts.source()
        self.tally: Counter[str] = Counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, trouble: type[BaseException] | None, *_: object) -> None:
        if trouble:  # perhaps in the middle of a letter: not another word
            self.relay.drop()
        else:
            self.relay.leave()

    # --- claiming and giving back -------------------------------------------------------------------------

    @transaction.atomic
    def claim(self) -> list[Message]:
        """Take what is due, a few at a time. What a dead sender left counts as one more try, so that a letter
        whose composing kills its sender does not do so for ever."""
        due = Message.objects.due(Now()).order_by("next_attempt_at", "id")
        taken = list(due.select_for_update(skip_locked=True)[:AT_A_TIME])
        left_behind = When(state=MessageState.LEASED, attempts__lt=MOST_TRIES, then=F("attempts") + 1)
        Message.objects.filter(pk__in=[message.pk for message in taken]).update(
            attempts=Case(left_behind, default=F("attempts"), output_field=IntegerField()),
            state=Case(
                When(state=MessageState.SENDING, then=Value(MessageState.SENDING)),
                default=Value(MessageState.LEASED),
            ),
            lease_owner=self.owner,
            lease_until=Now() + self.lease,
            next_attempt_at=Now() + self.lease,
        )
        for message in taken:
            if message.state == MessageState.LEASED:
                message.attempts = min(message.attempts + 1, MOST_TRIES)
            elif message.state == MessageState.PENDING:
                message.state = MessageState.LEASED
        return taken

    def work_through(self, taken: list[Message]) -> bool:
        """Handle what was claimed; False when there was nothing or the mail server is out of reach.

        Half the lease is for working; what is not begun by then is given back, not left to run out.
        """
        until = time.monotonic() + self.lease.total_seconds() / 2
        for place, message in enumerate(taken):
            if time.monotonic() > until:
                self.give_back(taken[place:], timedelta(0))
                return True
            try:
                self.handle(message)
            except smtp.OutOfReach as trouble:
                logger.warning("mail server out of reach", extra={"error_class": str(trouble)})
                clock.mark(task=TROUBLE_TICK)
                self.give_back(taken[place:], _WAIT_FOR_SERVER * (1 + _chance() / 2))
                return False
        return bool(taken)

    def give_back(self, messages: list[Message], wait: timedelta) -> None:
        """Untouched ones wait again; ones that may have gone stay "sending", without a holder."""
        Message.objects.filter(pk__in=[message.pk for message in messages], lease_owner=self.owner).update(
            state=Case(When(state=MessageState.LEASED, then=Value(MessageState.PENDING)), default=F("state")),
            lease_owner=None,
            lease_until=None,
            next_attempt_at=Now() + wait,
        )

    # --- one message ---------------------------------------------------------------------------------------

    def handle(self, message: Message) -> None:
        """The re-check: is it still to go, now, to this person?"""
        now = clock.database_now()
        kind, is_late = message_kind(message.kind), message.expires_at <= now
        if is_late and message.state == MessageState.LEASED:
            self.finish(message, MessageState.EXPIRED, reason=message.reason or TOO_LATE)
        elif kind is None:  # another version of the program wrote it; that one may come back
            self.give_back([message], _WAIT_FOR_KIND)
        elif message.state == MessageState.SENDING and not self.may_send_again(message, kind, now):
            return
        elif is_late:
            self.finish(message, MessageState.EXPIRED, reason=message.reason or TOO_LATE)
        elif message.attempts >= MOST_TRIES:
            self.finish(message, MessageState.DEAD, reason=GIVEN_UP)
        elif self.is_replaced(message, kind):
            self.finish(message, MessageState.SUPERSEDED, reason=REPLACED)
        elif bounces.is_noted(message.recipient):
            self.finish(message, MessageState.DEAD, reason=CAME_BACK)
        else:
            self.compose_and_send(message, kind, now)

    def may_send_again(self, message: Message, kind: MessageKind, now: datetime) -> bool:
        """The last try ended without an answer. Only after looking for a receipt may it go again, unchanged."""
        if self.receipts is None:
            if kind.when_unsure == "hold":
                self.finish(message, MessageState.HELD, "no answer", reason=NOBODY_KNOWS)
                return False
        elif found := self.look_for_receipt(self.receipts, message):
            self.finish(message, MessageState.SENT, "receipt found", sent_at=Now(), receipt_ref=found[:200])
            return False
        elif found is None or now - self._last_trouble(message, now) < self.receipts.delay:
            self.give_back([message], _WAIT_FOR_RECEIPT)
            return False
        if self._ours(message).exists():
            self._close_try(message, "no answer")
        return True

    def look_for_receipt(self, source: receipts.ReceiptSource, message: Message) -> str | None:
        """What the source says; None when it cannot be asked just now, which is not the same as "nothing"."""
        try:
            return source.find(smtp.message_id(message.pk))
        except Exception:
            logger.exception("receipts cannot be read", extra={"message_id": str(message.pk)})
            return None

    def is_replaced(self, message: Message, kind: MessageKind) -> bool:
        if kind.is_essential or message.session_id is None:
            return False
        return Message.objects.replacing(message, Now()).exists()

    def compose_and_send(self, message: Message, kind: MessageKind, now: datetime) -> None:
        try:
            letter = kind.prepare(message, now)
            if isinstance(letter, Withdrawn):
                self.finish(message, MessageState(letter.state), reason=str(letter.reason)[:200])
                return
            if isinstance(letter, Waits):
                self.hold_back(message, letter)
                return
            envelope = smtp.compose(letter, message.pk)
        except smtp.BadLetter as wrong:
            self.finish(message, MessageState.DEAD, error_class=f"BadLetter {wrong}", reason=NOT_SENDABLE)
        except Exception as mistake:
            logger.exception("composing failed", extra={"message_id": str(message.pk)})
            self.put_off(message, type(mistake).__name__)
        else:
            if self._has_had_enough(message, envelope):
                logger.warning("an address had its letters for today", extra={"message_id": str(message.pk)})
                self.give_back([message], _WAIT_FOR_ADDRESS)
            else:
                self.send(message, envelope)

    def send(self, message: Message, envelope: smtp.Envelope) -> None:
        self.relay.reach()
        begun = time.monotonic()
        if self.write_ahead(message):
            deadline = begun + self.lease.total_seconds() / 2
            answer = self.relay.deliver(envelope, deadline=deadline)
            self.note(message, answer)
            if answer.result == "accepted":
                caps.count(address=envelope.to)

    @transaction.atomic
    def write_ahead(self, message: Message) -> int:
        """Mark it as being sent, if it is still ours. Returns the number of the try, 0 when it is not ours."""
        check_move(message.state, MessageState.SENDING)
        ours = self._ours(message).filter(lease_until__gt=Now())
        changed = ours.update(
            state=MessageState.SENDING,
            attempts=F("attempts") + 1,
            lease_until=Now() + self.lease,
            next_attempt_at=Now() + self.lease,
        )
        if not changed:
            return 0
        message.state = MessageState.SENDING
        message.attempts += 1
        last = MessageAttempt.objects.filter(message=message).aggregate(last=Max("number"))["last"] or 0
        MessageAttempt.objects.create(message=message, number=last + 1, started_at=Now())
        return last + 1

    @transaction.atomic
    def note(self, message: Message, answer: smtp.Answer) -> None:
        """Write down what the mail server said. No answer: it stays "sending" until the lease has run out."""
        if answer.result == "accepted":
            self.finish(message, MessageState.SENT, answer.detail, sent_at=Now())
        elif answer.result == "refused":
            is_ours = self.finish(message, MessageState.DEAD, answer.detail, reason=REFUSED)
            if is_ours and answer.is_address_refused:
                bounces.note(message=message, status=answer.detail)
        elif answer.result == "put_off":
            self.put_off(message, answer.detail)
        else:
            clock.mark(task=TROUBLE_TICK)
            self._ours(message).update(error_class=answer.detail)

    def hold_back(self, message: Message, answer: Waits) -> None:
        """Let it wait with its reason, and ask again in a while; it costs no try."""
        later = Least(Now() + _WAIT_FOR_RELEASE, F("expires_at"))
        self.finish(message, MessageState.PENDING, reason=str(answer.reason)[:200], next_attempt_at=later)

    # --- endings -------------------------------------------------------------------------------------------

    def put_off(self, message: Message, detail: str) -> None:
        """Try again later, each time after a longer wait, but never past its window; give up after the last."""
        is_try = message.state == MessageState.SENDING
        tries = message.attempts if is_try else message.attempts + 1
        if tries >= MOST_TRIES:
            self.finish(message, MessageState.DEAD, detail, reason=GIVEN_UP, attempts=MOST_TRIES)
            return
        wait = back_off(tries, chance=_chance())
        later = Least(Now() + wait, F("expires_at"))
        self.finish(message, MessageState.PENDING, detail, next_attempt_at=later, attempts=tries)

    @transaction.atomic(savepoint=False)
    def finish(
        self, message: Message, state: MessageState, detail: str = "", **fields: str | int | Combinable
    ) -> bool:
        """Move a message that is still ours and let go of it."""
        check_move(message.state, state)
        if detail:
            fields = {"error_class": "" if state == MessageState.SENT else detail} | fields
        changed = self._ours(message).update(state=state, lease_owner=None, lease_until=None, **fields)
        if changed:
            self._close_try(message, detail or str(state))
            self.tally[state.value] += 1
        return bool(changed)

    def _has_had_enough(self, message: Message, envelope: smtp.Envelope) -> bool:
        """Letters of dialogues only; and one that may have gone already is never kept from its second try."""
        is_new = message.state == MessageState.LEASED and message.dialogue_id is not None
        return is_new and caps.is_full(address=envelope.to)

    def _ours(self, message: Message) -> MessageQuerySet:
        return Message.objects.filter(pk=message.pk, state=message.state, lease_owner=self.owner)

    def _close_try(self, message: Message, outcome: str) -> None:
        MessageAttempt.objects.filter(message=message, finished_at=None).update(
            finished_at=Now(), outcome=outcome
        )

    def _last_trouble(self, message: Message, now: datetime) -> datetime:
        """The latest moment at which a receipt may have been delayed: this try, or the server out of reach."""
        begun = message.tries.aggregate(last=Max("started_at"))["last"] or now
        return max(begun, clock.last_tick(TROUBLE_TICK) or begun)


def _chance() -> float:
    return secrets.randbelow(1000) / 1000
