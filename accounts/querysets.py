"""Adjectives for people and agencies."""

from datetime import datetime
from typing import Any, Self

from django.db.models import Q, QuerySet


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


class MemberInvitationQuerySet(QuerySet):
    def open(self, now: datetime) -> Self:
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=now)

    def managed_by(self, user: Any) -> Self:
        return self.filter(
            Q(agency__memberships__user=user) & Q(agency__memberships__roles__contains=["administrator"])
        )
