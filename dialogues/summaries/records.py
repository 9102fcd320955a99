"""The story of a dialogue in time order, from its audit events."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from dialogues.models import Dialogue
from records.models import AuditEvent
from records.timing import spell_zone

PAGE = 50


@dataclass(frozen=True)
class StoryLine:
    """One thing that was done: when on the agency's clocks, in which space, in a sentence.

    The same thing several times in a row on one day is one line with its number.
    """

    at: datetime
    zone: str
    space: str
    sentence: str
    times: int = 1

    def repeats(self, other: "StoryLine") -> bool:
        same = (self.space, self.sentence, self.at.date())
        return same == (other.space, other.sentence, other.at.date())


@dataclass(frozen=True)
class Story:
    """A page of the record: only what the reader's spaces show."""

    lines: tuple[StoryLine, ...]
    previous_before: int | None
    next_after: int | None

    @classmethod
    def of(
        cls,
        dialogue: Dialogue,
        *,
        spaces: frozenset[str],
        after: int | None = None,
        before: int | None = None,
    ) -> Self:
        zone = ZoneInfo(dialogue.agency.time_zone)
        events = AuditEvent.objects.of_dialogue(dialogue.pk).in_spaces(spaces)
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
    local = event.at.astimezone(zone)
    return StoryLine(local, spell_zone(local), event.space, event.sentence)
