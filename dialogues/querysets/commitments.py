"""Adjectives for commitments and follow-ups."""

from datetime import date
from typing import Self

from django.db.models import QuerySet


class CommitmentQuerySet(QuerySet):
    def open(self) -> Self:
        return self.exclude(status__in=["done", "dropped"])

    def public(self) -> Self:
        """What strangers may read: public commitments of dialogues whose page was made public."""
        return self.filter(is_public=True, dialogue__commitments_published_at__isnull=False)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class FollowUpQuerySet(QuerySet):
    def awaited(self) -> Self:
        return self.filter(reported_at__isnull=True)

    def due(self, today: date) -> Self:
        return self.awaited().filter(due_on__lte=today)
