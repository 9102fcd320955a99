"""Who sees which incident."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership


class IncidentQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Incidents that exist for a person: of their agency, as liaison or records officer; of whose team they are;
        and those of dialogues in which they have a seat. How much of one they read: `permissions.may_read_incident`.
        """
        seats = apps.get_model("dialogues", "DesignTeamMember").objects
        places = apps.get_model("dialogues", "IncidentTeamMember").objects
        members = Membership.objects.filter(agency=OuterRef("agency"), user=user)
        return self.filter(
            Q(Exists(members.filter(roles__overlap=["liaison", "records_officer"])))
            | Q(Exists(places.filter(incident=OuterRef("pk"), user=user, left_at__isnull=True)))
            | Q(
                Exists(
                    seats.filter(dialogue__incident=OuterRef("pk"), user=user, left_at__isnull=True),
                )
            )
        )

    def of_agencies_where_liaison(self, user: Any) -> Self:
        return self.filter(agency__memberships__user=user, agency__memberships__roles__contains=["liaison"])

    def worked_on_by(self, user: Any) -> Self:
        """Incidents whose agency the person is liaison of, or of whose team they are now."""
        places = apps.get_model("dialogues", "IncidentTeamMember").objects
        liaisons = Membership.objects.filter(
            agency=OuterRef("agency"), user=user, roles__contains=["liaison"]
        )
        return self.filter(
            Q(Exists(liaisons))
            | Q(Exists(places.filter(incident=OuterRef("pk"), user=user, left_at__isnull=True)))
        )

    def standing(self) -> Self:
        """Without those that were opened by mistake."""
        return self.filter(withdrawn_at__isnull=True)


def fit_for_team(members: Any) -> Any:
    """Of memberships, those whose person may read the agency's space: who plans for the community, or holds a seat
    of the community, a facilitator or a neutral in a dialogue of the agency, would be turned to another side.
    """
    seats = apps.get_model("dialogues", "DesignTeamMember").objects.current().outside_agency_space()
    mine = seats.filter(user=OuterRef("user"), dialogue__agency=OuterRef("agency"))
    return members.exclude(roles__contains=["co_planner"]).exclude(Exists(mine))


class TeamQuerySet(QuerySet):
    def current(self) -> Self:
        return self.filter(left_at__isnull=True)
