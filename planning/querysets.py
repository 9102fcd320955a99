"""Adjectives for plans and agendas."""

from datetime import date
from typing import Any, Self

from django.db.models import QuerySet


class StepQuerySet(QuerySet):
    def to_do(self) -> Self:
        return self.filter(status="open")

    def due_by(self, day: date) -> Self:
        return self.to_do().filter(due_on__lte=day)

    def owned_by(self, user: Any) -> Self:
        return self.filter(owner=user)


class BlockQuerySet(QuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)
