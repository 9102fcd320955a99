"""Adjectives for the lines of every register."""

from datetime import date
from typing import Any, Self

from django.db.models import F, Max, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


class EntryQuerySet(QuerySet):
    def of(self, agency: Any) -> Self:
        return self.filter(agency=agency)

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        return self.filter(removed_at__isnull=False)

    def in_reading_order(self) -> Self:
        return self.order_by("name", "pk")

    def after(self, pk: int) -> Self:
        """What follows one line in reading order; all, when that line is gone."""
        last = self.model.objects.filter(pk=pk).annotate(last=F("name")).values("last")
        name = Coalesce(Subquery(last), Value(""))
        return self.filter(Q(name__gt=name) | Q(name=name, pk__gt=pk))


class OrganizationQuerySet(EntryQuerySet):
    def with_last_contact(self) -> Self:
        """Adds `last_contact_on`: the last day that somebody noted a talk, or nothing."""
        day = Max("contacts__spoke_on", filter=Q(contacts__removed_at__isnull=True))
        return self.annotate(last_contact_on=day)

    def quiet_since(self, day: date) -> Self:
        """Not spoken with on or after that day, or never. Asks for `with_last_contact`."""
        return self.filter(Q(last_contact_on__lt=day) | Q(last_contact_on__isnull=True))

    def held_by_nobody(self) -> Self:
        return self.filter(holder__isnull=True, holder_office="")

    def messengers(self) -> Self:
        return self.filter(is_messenger=True)


class FacilitatorQuerySet(EntryQuerySet):
    def with_last_training(self) -> Self:
        """Adds `trained_on`: the day of the last training, or nothing."""
        day = Max("trainings__trained_on", filter=Q(trainings__removed_at__isnull=True))
        return self.annotate(trained_on=day)


class CallTreeQuerySet(EntryQuerySet):
    def in_reading_order(self) -> Self:
        return self.order_by("position", "pk")


class GapQuerySet(EntryQuerySet):
    def in_reading_order(self) -> Self:
        return self.order_by("category", "pk")


class StatementQuerySet(EntryQuerySet):
    def approved(self) -> Self:
        return self.filter(approved_on__isnull=False)

    def fitting(self, kind: str) -> Self:
        """Written for this kind of incident, or for any."""
        return self.filter(incident_kind__in=["", kind])


class HeldQuerySet(EntryQuerySet):
    """Things that were held on a day: newest first."""

    def in_reading_order(self) -> Self:
        return self.order_by("-held_on", "-pk")

    def after(self, pk: int) -> Self:
        last = self.model.objects.filter(pk=pk).annotate(last=F("held_on")).values("last")
        day = Coalesce(Subquery(last), Value(date.max))
        return self.filter(Q(held_on__lt=day) | Q(held_on=day, pk__lt=pk))
