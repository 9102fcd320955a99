"""Adjectives for dates to watch."""

from datetime import date
from typing import Self

from django.db.models import QuerySet


class WatchDateQuerySet(QuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def ahead(self, today: date) -> Self:
        """Those that are not over: the day itself, or the end of the window, has not passed."""
        return self.kept().filter(last_on__gte=today)

    def in_order(self) -> Self:
        return self.order_by("first_on", "last_on", "pk")
