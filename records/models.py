"""What was done, and what is on its way. No foreign keys upward: these rows outlive what they describe."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.choices import MessageState, Space
from records.querysets import OPEN_STATES, AuditEventQuerySet, MessageQuerySet, TickQuerySet
from records.registers import fill_sentence


class AuditEvent(models.Model):
    """What was done, by whom, when. The database refuses every change and deletion (migration 0002).

    Names are copied as they were at the time; a participant is never named. The sentence is the label of the
    kind, so it can be translated and mended; the row holds what fills it (docs/adr/0002).
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    agency_id = models.BigIntegerField(null=True)
    dialogue_id = models.BigIntegerField(null=True)
    space = models.CharField(max_length=10, choices=Space.choices, blank=True)
    subject_type = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_label = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        indexes = [
            models.Index(fields=["dialogue_id", "id"], name="audit_event_by_dialogue"),
            models.Index(fields=["agency_id", "id"], name="audit_event_by_agency"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(space__in=["", *Space.values]), name="audit_event_space_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"

    @property
    def sentence(self) -> str:
        """What happened, as one sentence in the reader's language."""
        names = {"by": self.actor_label, "subject": self.subject_label}
        return fill_sentence(self.kind, self.details | names)


class Message(models.Model):
    """One e-mail as a row. It holds references only: address, words and links are composed when it is sent.

    `id` is also the left part of the Message-ID, so every try of one message carries the same one.
    While someone holds the row (`lease_owner`), `next_attempt_at` equals `lease_until`: one index finds what
    is due and what was left behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    recipient = models.CharField(max_length=60)  # a reference such as participant:12, never an address
    context = models.JSONField(default=dict)
    agency_id = models.BigIntegerField(null=True)
    dialogue_id = models.BigIntegerField(null=True)
    session_id = models.BigIntegerField(null=True)
    schedule_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=MessageState.choices, default=MessageState.PENDING)
    lease_owner = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error_class = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    receipt_ref = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], name="message_due", condition=Q(state__in=OPEN_STATES)
            ),
            models.Index(fields=["dialogue_id", "created_at"], name="message_by_dialogue"),
            models.Index(fields=["session_id", "recipient"], name="message_by_session"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | (~Q(state=MessageState.SENT) & Q(sent_at__isnull=True)),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(lease_owner__isnull=True, lease_until__isnull=True)
                | Q(lease_owner__isnull=False, lease_until__isnull=False),
                name="message_lease_is_whole",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=12), name="message_attempts_bounded"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("not_before")), name="message_window_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class MessageAttempt(models.Model):
    """One try to send a message; append-only (migration 0002): only its end may be added, once."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("attempt to send")
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="message_attempt_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} #{self.number}: {self.outcome}"


class Bounce(models.Model):
    """Mail to this recipient came back for good; nothing more is sent until a person has looked at it.

    Kept by reference ("participant:12"): the address itself is not stored in this room.
    """

    recipient = models.CharField(max_length=60, unique=True)
    status = models.CharField(max_length=80)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("bounce")

    def __str__(self) -> str:
        return f"{self.recipient}: {self.status}"


class Tick(models.Model):
    """One nudge of the clock. The first to insert a slot does its work; a second beat does no harm."""

    task = models.CharField(max_length=60)
    slot = models.DateTimeField()

    objects = TickQuerySet.as_manager()

    class Meta:
        verbose_name = _("tick")
        constraints = [models.UniqueConstraint(fields=["task", "slot"], name="tick_once")]

    def __str__(self) -> str:
        return f"{self.task} at {self.slot:%H:%M:%S}"
