"""Adjectives for commitments and follow-ups."""

from datetime import date
from typing import Any, Self

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

SETTLED = ("done", "dropped")


class CommitmentQuerySet(QuerySet):
    def open(self) -> Self:
        return self.exclude(status__in=SETTLED)

    def public(self) -> Self:
        """What strangers may read: public commitments of dialogues whose page was made public."""
        return self.filter(is_public=True, dialogue__commitments_published_at__isnull=False)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def in_reading_order(self) -> Self:
        """Open promises first, each part by its date."""
        place = Case(When(status__in=SETTLED, then=Value(1)), default=Value(0))
        return self.annotate(place=place).order_by("place", "due_on", "pk")

    def late_first(self, late: Q) -> Self:
        """Those for which `late` is true first, each part by its date."""
        place = Case(When(late, then=Value(0)), default=Value(1))
        return self.annotate(place=place).order_by("place", "due_on", "pk")

    def after_one(self, row: Any) -> Self:
        """What follows `row`, which was read in the same order."""
        later_day = Q(due_on__gt=row.due_on) | Q(due_on=row.due_on, pk__gt=row.pk)
        return self.filter(Q(place__gt=row.place) | (Q(place=row.place) & later_day))


class FollowUpQuerySet(QuerySet):
    def awaited(self) -> Self:
        """Asked for, not written, and not made up for by a later report."""
        later = self.model.objects.filter(
            commitment=OuterRef("commitment"), reported_at__isnull=False, due_on__gte=OuterRef("due_on")
        )
        return self.filter(reported_at__isnull=True).exclude(Exists(later))

    def due(self, today: date) -> Self:
        return self.awaited().filter(due_on__lte=today)

    def of_open_commitments(self) -> Self:
        return self.exclude(commitment__status__in=SETTLED)
