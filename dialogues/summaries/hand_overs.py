"""The state of an incident for the next shift, and who handed over to whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from dialogues.models import HandOver, Incident
from dialogues.summaries.facts import FactsBoard
from dialogues.summaries.family_contacts import Family
from dialogues.summaries.incident_teams import IncidentTeam
from dialogues.summaries.reminder_pauses import PauseCount
from dialogues.summaries.watch_dates import WatchDates
from dialogues.timing import spell_elapsed

PAGE = 25


@dataclass(frozen=True)
class HandOverSheet:
    """Everything a new shift needs at a glance. A fixed number of queries; steps of the plan come from above."""

    incident: Incident
    now: datetime
    elapsed: str
    team: IncidentTeam
    family: Family
    facts: FactsBoard
    dates: WatchDates
    pauses: PauseCount
    last: HandOver | None

    @classmethod
    def of(cls, incident: Incident, *, now: datetime) -> Self:
        return cls(
            incident=incident,
            now=now,
            elapsed=spell_elapsed(now - incident.known_at),
            team=IncidentTeam.of(incident),
            family=Family.of(incident, now=now),
            facts=FactsBoard.of(incident),
            dates=WatchDates.of(incident, now=now),
            pauses=PauseCount.of(incident),
            last=incident.hand_overs.select_related("handed_by").order_by("-pk").first(),
        )


@dataclass(frozen=True)
class HandOvers:
    """A page of hand-overs, newest first."""

    rows: tuple[HandOver, ...]
    next_before: int | None

    @classmethod
    def of(cls, incident: Incident, *, before: int | None = None) -> Self:
        rows = incident.hand_overs.select_related("handed_by").order_by("-pk")
        found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
        return cls(
            rows=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
        )
