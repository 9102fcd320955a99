"""The charter as a page: its parts, and its earlier versions from the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.functional import Promise

from dialogues.choices.charter import CharterAuditKind, CouncilPower, OpenMeetings
from dialogues.models import Charter, Dialogue
from records.models import AuditEvent

MOST_VERSIONS = 30


@dataclass(frozen=True)
class CharterVersion:
    """One version as it was saved: who, when, and all of its parts."""

    event: AuditEvent
    number: int
    seats: tuple[tuple[str, int], ...]
    power: str | Promise
    open_meetings: str | Promise
    days: Mapping[str, date | None]
    values: Mapping[str, Any]


@dataclass(frozen=True)
class CharterPage:
    """The charter with its seats; None before one is written. Three queries."""

    charter: Charter | None
    versions: tuple[CharterVersion, ...]
    is_review_due: bool

    @classmethod
    def of(cls, dialogue: Dialogue, *, today: date) -> Self:
        charter = charter_of(dialogue)
        events = AuditEvent.objects.of_dialogue(dialogue.pk).filter(kind__in=CharterAuditKind.values)
        return cls(
            charter=charter,
            versions=tuple(_version(event) for event in events.order_by("-pk")[:MOST_VERSIONS]),
            is_review_due=is_review_due(charter, today),
        )

    @property
    def earlier(self) -> tuple[CharterVersion, ...]:
        return self.versions[1:]

    @property
    def seats(self) -> int:
        """How many seats there are altogether."""
        return sum(seat.count for seat in self.charter.seats.all()) if self.charter else 0


def charter_of(dialogue: Dialogue) -> Charter | None:
    """The charter with its seats. Two queries; one when there is none."""
    rows = Charter.objects.filter(dialogue=dialogue).select_related("changed_by").prefetch_related("seats")
    return rows.first()


def is_review_due(charter: Charter | None, today: date) -> bool:
    return charter is not None and charter.review_on is not None and charter.review_on <= today


def _version(event: AuditEvent) -> CharterVersion:
    values = event.details.get("values", {})
    days = {name: values.get(name) for name in ("adopted_on", "amended_on", "review_on")}
    return CharterVersion(
        event=event,
        number=event.details.get("version", 0),
        seats=tuple((group, count) for group, count in values.get("seats", [])),
        power=_label(CouncilPower, values.get("power")),
        open_meetings=_label(OpenMeetings, values.get("open_meetings")),
        days={name: date.fromisoformat(day) if day else None for name, day in days.items()},
        values=values,
    )


def _label(kind: type[CouncilPower] | type[OpenMeetings], value: Any) -> str | Promise:
    return kind(value).label if value in kind.values else ""
