"""The facts board as columns, its history, and what goes on the handout."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices.incidents import Standing
from dialogues.models import Fact, Incident

MOST_LISTED = 200
PAGE = 25
NOTHING = {
    Standing.KNOWN: _("Nothing is confirmed yet."),
    Standing.NOT_KNOWN: _("Nobody has written down what people ask."),
    Standing.CANNOT_BE_SAID: _("Nothing is held back."),
    Standing.CHECKING: _("No rumor is being checked."),
}


@dataclass(frozen=True)
class Column:
    """One column of the board, the newest line first."""

    standing: str
    name: str | Promise
    nothing: str | Promise
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class FactsBoard:
    """What stands now, as of when the newest line is, and how many lines only the team reads. One query."""

    columns: tuple[Column, ...]
    count: int
    for_team: int
    as_of_at: datetime | None

    @classmethod
    def of(cls, incident: Incident, *, for_anyone_only: bool = False) -> Self:
        rows = incident.facts.current().select_related("written_by").order_by("-as_of_at", "-pk")
        found = list((rows.for_anyone() if for_anyone_only else rows)[:MOST_LISTED])
        return cls(
            columns=tuple(
                Column(
                    standing=standing.value,
                    name=standing.label,
                    nothing=NOTHING[standing],
                    facts=tuple(fact for fact in found if fact.standing == standing),
                )
                for standing in Standing
            ),
            count=len(found),
            for_team=sum(fact.reach == "team" for fact in found),
            as_of_at=max((fact.as_of_at for fact in found), default=None),
        )

    @property
    def filled(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.facts)


@dataclass(frozen=True)
class FactsHistory:
    """A page of everything that ever stood on the board, newest first."""

    facts: tuple[Fact, ...]
    next_before: int | None

    @classmethod
    def of(cls, incident: Incident, *, before: int | None = None) -> Self:
        rows = incident.facts.select_related("written_by", "withdrawn_by", "replaced_by").order_by("-pk")
        found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
        return cls(
            facts=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        )
