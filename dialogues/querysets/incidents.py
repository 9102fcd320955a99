"""Who sees which incident."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership


class IncidentQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Incidents of agencies in which the person is liaison or records officer, and of their dialogues."""
        seats = apps.get_model("dialogues", "DesignTeamMember").objects
        members = Membership.objects.filter(agency=OuterRef("agency"), user=user)
        return self.filter(
            Q(Exists(members.filter(roles__overlap=["liaison", "records_officer"])))
            | Q(
                Exists(
                    seats.filter(dialogue__incident=OuterRef("pk"), user=user, left_at__isnull=True),
                )
            )
        )

    def of_agencies_where_liaison(self, user: Any) -> Self:
        return self.filter(agency__memberships__user=user, agency__memberships__roles__contains=["liaison"])
