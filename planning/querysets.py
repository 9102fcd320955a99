"""Adjectives for plans and agendas."""

from datetime import date
from typing import Any, Self

from django.db.models import F, Q, QuerySet


class StepQuerySet(QuerySet):
    def to_do(self) -> Self:
        return self.filter(status="open")

    def due_by(self, day: date) -> Self:
        return self.to_do().filter(due_on__lte=day)

    def of_current_phase(self) -> Self:
        """Steps of the plan that the dialogue is walking; earlier plans stay readable and ask for nothing."""
        return self.filter(plan__phase=F("plan__dialogue__phase"))

    def for_person(self, user: Any) -> Self:
        """Steps that this person sees to, and those whose owner has no home page here, or that have none."""
        return self.filter(Q(owner=user) | Q(owner=None))


class BlockQuerySet(QuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        return self.filter(removed_at__isnull=False)
