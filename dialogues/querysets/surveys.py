"""Adjectives for survey responses."""

from typing import Self

from django.db.models import QuerySet


class SurveyResponseQuerySet(QuerySet):
    def released(self) -> Self:
        """What may be counted on a page: sheets that were released together with enough others."""
        return self.filter(is_released=True)
