"""Adjectives for seats."""

from typing import Any, Self

from django.apps import apps
from django.db.models import QuerySet


class DesignTeamQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        dialogues = apps.get_model("dialogues", "Dialogue").objects.visible_to(user)
        return self.filter(dialogue__in=dialogues)

    def current(self) -> Self:
        return self.filter(left_at__isnull=True)

    def liaisons(self) -> Self:
        return self.filter(seat="liaison")
