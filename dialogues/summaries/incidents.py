"""What the page of an incident shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from accounts.models import User
from dialogues.models import Dialogue, Incident
from dialogues.timing import spell_elapsed

MOST_LISTED = 20


@dataclass(frozen=True)
class IncidentPage:
    """How long ago it became known, and the dialogues about it that the reader may open."""

    elapsed: str
    dialogues: tuple[Dialogue, ...]
    has_dialogue: bool

    @classmethod
    def of(cls, incident: Incident, *, user: User, now: datetime) -> Self:
        visible = Dialogue.objects.visible_to(user).filter(incident=incident).order_by("-pk")
        dialogues = tuple(visible[:MOST_LISTED])
        return cls(
            elapsed=spell_elapsed(now - incident.known_at),
            dialogues=dialogues,
            has_dialogue=bool(dialogues) or Dialogue.objects.filter(incident=incident).exists(),
        )


def incidents_worked_on(user: User) -> tuple[Incident, ...]:
    """The newest incidents that the person works on, as liaison or on the team; without those opened by mistake."""
    return tuple(Incident.objects.worked_on_by(user).standing().order_by("-pk")[:5])


def recent_incidents(user: User) -> tuple[Incident, ...]:
    """The newest incidents of the person's agencies, so that one thing is not opened twice."""
    return tuple(Incident.objects.of_agencies_where_liaison(user).standing().order_by("-pk")[:5])
