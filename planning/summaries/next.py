"""The home page: what needs this person, in the order of the clock. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import Exists, OuterRef

from accounts.models import User
from dialogues.choices import DialogueStatus
from dialogues.models import DesignTeamMember, Dialogue, Session
from dialogues.summaries.letters import LetterScope, managed_agencies
from planning.models import Plan
from planning.summaries.next_sessions import LIAISON, follow_ups_of, sessions_of
from planning.summaries.next_steps import (
    dates_to_watch,
    plans_to_start,
    steps_of_agencies,
    steps_of_dialogues,
)
from planning.summaries.things import MyDialogue, NextThing, with_seat

SHOWN = 5
SHOWN_DIALOGUES = 8
MOST_DIALOGUES = 200  # of one person; the list of dialogues has them all


@dataclass(frozen=True)
class DialogueRow:
    dialogue: Dialogue
    next_session: Session | None


@dataclass(frozen=True)
class NextPage:
    """Up to five things that need the person, their dialogues, and how many letters wait for a decision of theirs."""

    things: tuple[NextThing, ...]
    more: int
    dialogues: tuple[DialogueRow, ...]
    has_more_dialogues: bool
    letters: int

    @classmethod
    def of(cls, user: User, *, now: datetime, today: date) -> Self:
        mine = _mine(user)
        things = [
            *plans_to_start(mine, today),
            *steps_of_dialogues(mine, user, today),
            *steps_of_agencies(user, now, today),
            *sessions_of(mine, now),
            *follow_ups_of(mine, today),
            *dates_to_watch(user, today),
        ]
        things.sort(key=lambda thing: thing.order)
        shown = [one.dialogue for one in list(mine.values())[:SHOWN_DIALOGUES]]
        return cls(
            things=tuple(things[:SHOWN]),
            more=max(0, len(things) - SHOWN),
            dialogues=_rows(shown, now),
            has_more_dialogues=len(mine) > SHOWN_DIALOGUES,
            letters=LetterScope(tuple(with_seat(mine, LIAISON)), managed_agencies(user)).count(now),
        )


def _mine(user: User) -> dict[int, MyDialogue]:
    """The person's open dialogues, newest first, each with their seat: one walk along the index of seats."""
    started = Plan.objects.filter(dialogue=OuterRef("dialogue"), phase=OuterRef("dialogue__phase"))
    seats = (
        DesignTeamMember.objects.current()
        .filter(user=user, dialogue__status=DialogueStatus.OPEN)
        .annotate(has_plan=Exists(started))
        .select_related("dialogue")
        .only("seat", "dialogue__title", "dialogue__phase")
        .order_by("-dialogue")[:MOST_DIALOGUES]
    )
    return {row.dialogue_id: MyDialogue(row.dialogue, row.seat, row.has_plan) for row in seats}


def _rows(dialogues: list[Dialogue], now: datetime) -> tuple[DialogueRow, ...]:
    upcoming: dict[int, Session] = {}
    for session in Session.objects.upcoming(now).filter(dialogue__in=[one.pk for one in dialogues]):
        upcoming.setdefault(session.dialogue_id, session)
    return tuple(DialogueRow(dialogue, upcoming.get(dialogue.pk)) for dialogue in dialogues)
