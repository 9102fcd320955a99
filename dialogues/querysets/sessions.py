"""Adjectives for sessions."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import QuerySet


class SessionQuerySet(QuerySet):
    def visible_to(self, user: Any) -> Self:
        dialogues = apps.get_model("dialogues", "Dialogue").objects.visible_to(user)
        return self.filter(dialogue__in=dialogues)

    def planned(self) -> Self:
        return self.filter(status="planned")

    def not_cancelled(self) -> Self:
        return self.exclude(status="cancelled")

    def upcoming(self, now: datetime) -> Self:
        return self.planned().filter(starts_at__gte=now).order_by("starts_at", "id")

    def past(self, now: datetime) -> Self:
        return self.filter(starts_at__lt=now).order_by("-starts_at", "-id")
