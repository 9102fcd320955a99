"""Adjectives for seats."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet


class DesignTeamQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        dialogues = apps.get_model("dialogues", "Dialogue").objects.visible_to(user)
        return self.filter(dialogue__in=dialogues)

    def current(self) -> Self:
        return self.filter(left_at__isnull=True)

    def outside_agency_space(self) -> Self:
        """Seats that do not read the agency's space, as in `permissions.spaces_of_seat`."""
        agency_side = ("law_enforcement", "local_government", "convener")
        return self.filter(
            Q(seat__in=["facilitator", "neutral"]) | (Q(seat="designer") & ~Q(affiliation__in=agency_side))
        )

    def liaisons(self) -> Self:
        return self.filter(seat="liaison")
