"""Adjectives for facts."""

from typing import Self

from django.db.models import QuerySet


class FactQuerySet(QuerySet):
    def current(self) -> Self:
        """What stands on the board now: neither replaced nor withdrawn."""
        return self.filter(replaced_by__isnull=True, withdrawn_at__isnull=True)

    def for_anyone(self) -> Self:
        """What the handout may hold."""
        return self.filter(reach="anyone")
