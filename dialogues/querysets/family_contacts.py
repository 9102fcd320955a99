"""Adjectives for the family's contact and the times of contact."""

from typing import Self

from django.db.models import QuerySet


class FamilyContactQuerySet(QuerySet):
    def current(self) -> Self:
        return self.filter(ended_at__isnull=True)


class FamilyTalkQuerySet(QuerySet):
    def counted(self) -> Self:
        """Without those that were struck out as wrong."""
        return self.filter(struck_at__isnull=True)

    def newest_first(self) -> Self:
        return self.order_by("-talked_at", "-pk")
