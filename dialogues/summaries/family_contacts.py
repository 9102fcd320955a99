"""Who keeps in touch with the family, and when the family hears next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from dialogues.models import FamilyContact, FamilyTalk, Incident

PAGE = 25


@dataclass(frozen=True)
class Family:
    """The contact now, the last contact and the next update that was promised. Two queries."""

    contact: FamilyContact | None
    last: FamilyTalk | None
    next_at: datetime | None
    is_next_past: bool

    @classmethod
    def of(cls, incident: Incident, *, now: datetime) -> Self:
        last = incident.family_talks.counted().newest_first().first()
        next_at = last.next_promised_at if last else None
        return cls(
            contact=incident.family_contacts.current().first(),
            last=last,
            next_at=next_at,
            is_next_past=next_at is not None and next_at <= now,
        )


@dataclass(frozen=True)
class FamilyTalks:
    """A page of the times of contact, newest first; struck ones stay, marked. `earlier`: who was named before."""

    talks: tuple[FamilyTalk, ...]
    next_before: int | None
    earlier: tuple[FamilyContact, ...]

    @classmethod
    def of(cls, incident: Incident, *, before: int | None = None) -> Self:
        rows = incident.family_talks.select_related("logged_by").order_by("-pk")
        found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
        named = incident.family_contacts.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")
        return cls(
            talks=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
            earlier=tuple(named[:PAGE]),
        )
