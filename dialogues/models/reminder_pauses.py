"""Reminders that wait because something happened."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.models.dialogues import Dialogue
from dialogues.models.incidents import Incident
from dialogues.querysets.reminder_pauses import ReminderPauseQuerySet

AT_ONCE = timedelta(seconds=10)  # one transaction reads the clock more than once


class ReminderPause(models.Model):
    """While a pause runs, no reminder of its dialogue leaves; invitations, changes and cancellations do.

    An incident pauses every other open dialogue of its agency, until somebody decides for each: go on, or stay paused.
    Two incidents make two pauses, and reminders wait until both ended. Pausing other messages in the first hours is
    our own step (see the guidance's “activate”).
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="reminder_pauses")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="reminder_pauses")
    paused_at = models.DateTimeField()
    paused_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stays_at = models.DateTimeField(null=True, help_text="When somebody decided that it stays paused")
    stays_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    unsent = models.PositiveIntegerField(
        default=0, help_text="Reminders whose time passed while it ran, counted when it ended"
    )

    objects = ReminderPauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of reminders")
        indexes = [
            models.Index(
                fields=["dialogue"], name="reminder_pause_running", condition=Q(ended_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["incident", "dialogue"], name="reminder_pause_once"),
            models.CheckConstraint(
                condition=Q(stays_at__isnull=True, stays_by__isnull=True)
                | Q(stays_at__isnull=False, stays_by__isnull=False),
                name="reminder_pause_stays_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, unsent=0)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="reminder_pause_ended_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"pause {self.pk}"

    @property
    def began(self) -> str:
        """What it began with: the `incident` was opened, the dialogue was opened while it stood, or it `later` fell
        under it (opened again, or no longer about that incident). Asks for the rows of both."""
        if self.incident.opened_at >= self.dialogue.opened_at:
            return "later" if self.paused_at > self.incident.opened_at + AT_ONCE else "incident"
        return "later" if self.paused_at > self.dialogue.opened_at + AT_ONCE else "dialogue"
