"""Who works on an incident."""

from dataclasses import dataclass
from typing import Self

from dialogues.choices.incidents import TeamPart
from dialogues.models import Incident, IncidentTeamMember

MOST_LISTED = 200
_ORDER = {part.value: place for place, part in enumerate(TeamPart)}


@dataclass(frozen=True)
class IncidentTeam:
    """The team now, lead first, and those who left. One query."""

    members: tuple[IncidentTeamMember, ...]
    left: tuple[IncidentTeamMember, ...]

    @property
    def has_lead(self) -> bool:
        return any(one.part == TeamPart.ENGAGEMENT_LEAD for one in self.members)

    @property
    def has_spokesperson(self) -> bool:
        return any(one.part == TeamPart.SPOKESPERSON for one in self.members)

    @classmethod
    def of(cls, incident: Incident) -> Self:
        everyone = list(incident.team.order_by("joined_at", "pk")[:MOST_LISTED])
        current = [one for one in everyone if one.left_at is None]
        return cls(
            members=tuple(sorted(current, key=lambda one: _ORDER[one.part])),
            left=tuple(one for one in everyone if one.left_at is not None),
        )
