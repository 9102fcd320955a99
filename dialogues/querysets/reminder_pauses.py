"""Adjectives for pauses of reminders."""

from typing import Self

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet


class ReminderPauseQuerySet(QuerySet):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def undecided(self) -> Self:
        """Running, and nobody has said yet whether it goes on or stays."""
        return self.running().filter(stays_at__isnull=True)

    def kept_by_their_liaison(self) -> Self:
        """Running, because a liaison of the dialogue itself decided that it stays."""
        seats = apps.get_model("dialogues", "DesignTeamMember").objects.current().liaisons()
        mine = seats.filter(dialogue=OuterRef("dialogue"), user=OuterRef("stays_by"))
        return self.running().filter(Exists(mine))
