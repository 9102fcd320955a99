"""Adjectives for decisions at the gate."""

from typing import Self

from django.db.models import QuerySet


class GateDecisionQuerySet(QuerySet):
    def going_ahead(self) -> Self:
        """Decisions to invite although checks are open, that did not end."""
        return self.filter(kind="go_ahead", ended_at__isnull=True)

    def instead(self) -> Self:
        return self.filter(kind="instead")
