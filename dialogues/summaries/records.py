"""The story of a dialogue in time order, from its audit events."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from dialogues.choices import AuditKind
from dialogues.models import Dialogue
from records.models import AuditEvent

PAGE = 50
# What was done about single people. With the day, the minute and a category it would show who might have come, so
# the record tells it only to those who see participants anyway, and to no reviewer.
ABOUT_SINGLE_PEOPLE = frozenset(
    {
        AuditKind.PARTICIPANT_ADDED,
        AuditKind.PARTICIPANT_CHANGED,
        AuditKind.PARTICIPANT_REMOVED,
        AuditKind.CONTACT_STOPPED,
        AuditKind.CONTACT_RESUMED,
        AuditKind.REMINDERS_STOPPED,
        AuditKind.REMINDERS_RESUMED,
        AuditKind.INVITATION_ANSWERED,
        AuditKind.INVITATION_WRITTEN_AGAIN,
        AuditKind.INVITATION_WITHDRAWN,
    }
)


@dataclass(frozen=True)
class StoryLine:
    """One thing that was done: when on the agency's clocks, in which space, in a sentence.

    The same thing several times in a row on one day is one line with its number.
    """

    at: datetime
    space: str
    sentence: str
    times: int = 1

    def repeats(self, other: "StoryLine") -> bool:
        same = (self.space, self.sentence, self.at.date())
        return same == (other.space, other.sentence, other.at.date())


@dataclass(frozen=True)
class Story:
    """A page of the record: only what the reader's spaces show, and of single people only if they see them."""

    lines: tuple[StoryLine, ...]
    previous_before: int | None
    next_after: int | None

    @classmethod
    def of(
        cls,
        dialogue: Dialogue,
        *,
        spaces: frozenset[str],
        sees_participants: bool,
        after: int | None = None,
        before: int | None = None,
    ) -> Self:
        zone = ZoneInfo(dialogue.agency.time_zone)
        events = AuditEvent.objects.of_dialogue(dialogue.pk).in_spaces(spaces)
        if not sees_participants:
            events = events.exclude(kind__in=ABOUT_SINGLE_PEOPLE)
        if before:
            found = list(events.filter(pk__lt=before).order_by("-pk")[: PAGE + 1])
            has_earlier, has_later = len(found) > PAGE, True
            page = found[:PAGE][::-1]
        else:
            found = list(events.filter(pk__gt=after or 0).order_by("pk")[: PAGE + 1])
            has_earlier, has_later = bool(after), len(found) > PAGE
            page = found[:PAGE]
        return cls(
            lines=_folded([_line(one, zone) for one in page]),
            previous_before=page[0].pk if page and has_earlier else None,
            next_after=page[-1].pk if page and has_later else None,
        )


def _folded(lines: list[StoryLine]) -> tuple[StoryLine, ...]:
    folded: list[StoryLine] = []
    for line in lines:
        if folded and line.repeats(folded[-1]):
            folded[-1] = replace(folded[-1], times=folded[-1].times + 1)
        else:
            folded.append(line)
    return tuple(folded)


def _line(event: AuditEvent, zone: ZoneInfo) -> StoryLine:
    return StoryLine(event.at.astimezone(zone), event.space, event.sentence)
