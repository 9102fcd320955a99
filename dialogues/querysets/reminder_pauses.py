"""Adjectives for pauses of reminders."""

from typing import Self

from django.db.models import QuerySet


class ReminderPauseQuerySet(QuerySet):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def undecided(self) -> Self:
        """Running, and nobody has said yet whether it goes on or stays."""
        return self.running().filter(stays_at__isnull=True)
