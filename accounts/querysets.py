"""Adjectives for people and agencies."""

from datetime import datetime
from typing import Any, Self

from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import tokens


class AgencyQuerySet(QuerySet):
    def of_member(self, user: Any) -> Self:
        return self.filter(memberships__user=user)

    def watched_by(self, user: Any) -> Self:
        """Agencies that a review organization of this person watches."""
        return self.filter(review_organizations__memberships__user=user).distinct()


class MembershipQuerySet(QuerySet):
    def holding(self, role: str) -> Self:
        return self.filter(roles__contains=[role])

    def managed_by(self, user: Any) -> Self:
        """Memberships of the agencies in which this person is an administrator."""
        return self.filter(
            agency__memberships__user=user, agency__memberships__roles__contains=["administrator"]
        )

    def by_name(self) -> Self:
        return self.select_related("user").order_by("user__full_name", "pk")

    def after(self, pk: int) -> Self:
        """What follows one row in the order of `by_name`; all, when that row is gone."""
        last = self.model.objects.filter(pk=pk).annotate(name=F("user__full_name")).values("name")
        name = Coalesce(Subquery(last), Value(""))
        return self.filter(Q(user__full_name__gt=name) | Q(user__full_name=name, pk__gt=pk))


class MemberInvitationQuerySet(QuerySet):
    def unsettled(self) -> Self:
        """Neither accepted nor withdrawn, whether or not still in time."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open(self, now: datetime) -> Self:
        return self.unsettled().filter(expires_at__gt=now)

    def opened_by(self, token: str) -> Self:
        """The invitation whose letter held this token."""
        return self.filter(token_digest=tokens.digest(token))

    def with_place(self) -> Self:
        return self.select_related("agency", "organization", "invited_by")
