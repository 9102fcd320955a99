"""Adjectives for notes. A note is only ever read through the spaces of the reader."""

from typing import Self

from django.db.models import QuerySet


class NoteQuerySet(QuerySet):
    def in_spaces(self, spaces: frozenset[str]) -> Self:
        return self.filter(space__in=spaces)

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        return self.filter(removed_at__isnull=False)
