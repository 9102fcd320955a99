"""Paused reminders: which dialogues wait, what would go out now, and what has become too late."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from accounts.models import User
from dialogues.choices import Answer, Seat, SessionStatus
from dialogues.models import Attendance, Dialogue, FollowUp, Incident, Invitation, ReminderPause, Session
from dialogues.schedules import (
    FOLLOW_UP_DUE,
    FOLLOW_UP_LOOK_BACK,
    PAUSABLE,
    Rule,
    Window,
    follow_up_key,
    follow_up_window,
    reminder_key,
    windows_of,
)
from records.choices import MessageState
from records.models import Message

PAGE = 25
_FURTHEST_BEFORE, _FURTHEST_AFTER = timedelta(days=30), timedelta(days=8)
# Still to be decided about; whatever stands elsewhere went out, or was stopped for a reason of its own.
_UNDECIDED = (MessageState.PENDING, MessageState.LEASED, MessageState.EXPIRED)
_PLANNING_SEATS = (Seat.LIAISON, Seat.DESIGNER)


@dataclass(frozen=True)
class HeldLetters:
    """Reminders of one dialogue: how many would go out now, and how many are too late by now."""

    due: int = 0
    late: int = 0


@dataclass(frozen=True)
class PausedDialogue:
    """One dialogue that waits, with its next session. `others` are further incidents that pause it as well."""

    pause: ReminderPause
    next_session: Session | None
    letters: HeldLetters
    others: int


@dataclass(frozen=True)
class PausePage:
    """A page of the dialogues that an incident paused and the reader may open; the others only as a number."""

    rows: tuple[PausedDialogue, ...]
    next_after: int | None
    count: "PauseCount"
    unseen: int
    ended: tuple[ReminderPause, ...]

    @property
    def has_several(self) -> bool:
        """Whether deciding about all is more than deciding about the one that is shown."""
        return self.count.running > 1 or self.unseen > 0

    @classmethod
    def of(cls, incident: Incident, *, user: User, now: datetime, after: int | None = None) -> Self:
        pauses = ReminderPause.objects.filter(incident=incident)
        seen = pauses.filter(dialogue__in=Dialogue.objects.visible_to(user))
        rows = seen.running().filter(pk__gt=after or 0).order_by("pk")
        found = list(rows.select_related("dialogue__agency", "paused_by", "stays_by")[: PAGE + 1])
        page = found[:PAGE]
        count = PauseCount.of(incident)
        ended = seen.filter(ended_at__isnull=False).select_related("dialogue__agency", "ended_by")
        return cls(
            rows=_rows(page, now),
            next_after=page[-1].pk if len(found) > PAGE else None,
            count=count,
            unseen=count.running - seen.running().count(),
            ended=tuple(ended.order_by("-ended_at", "-pk")[:PAGE]),
        )


@dataclass(frozen=True)
class PauseCount:
    """How many dialogues an incident pauses, and about how many of them nobody has decided yet. One query."""

    running: int
    undecided: int

    @classmethod
    def of(cls, incident: Incident) -> Self:
        undecided = Count("pk", filter=Q(stays_at__isnull=True))
        return cls(**incident.reminder_pauses.running().aggregate(running=Count("pk"), undecided=undecided))


@dataclass(frozen=True)
class DialoguePause:
    """The banner of one dialogue: its running pauses, what would go out now, which incidents the reader may open."""

    pauses: tuple[ReminderPause, ...]
    letters: HeldLetters
    known: frozenset[int]

    @property
    def is_kept(self) -> bool:
        """Somebody decided about every pause that it stays."""
        return all(pause.stays_at for pause in self.pauses)

    @classmethod
    def of(cls, dialogue: Dialogue, *, user: User, now: datetime) -> Self | None:
        """None while nothing is paused, which costs one query."""
        rows = ReminderPause.objects.running().filter(dialogue=dialogue).order_by("paused_at", "pk")
        running = tuple(rows.select_related("incident", "paused_by", "stays_by"))
        for row in running:
            row.dialogue = dialogue
        if not running:
            return None
        incidents = Incident.objects.visible_to(user).filter(pk__in=[row.incident_id for row in running])
        letters = held_letters({dialogue.pk: since_of([dialogue.pk])[dialogue.pk]}, now)
        known = frozenset(incidents.values_list("pk", flat=True))
        return cls(pauses=running, letters=letters[dialogue.pk], known=known)


def since_of(dialogue_ids: Iterable[int]) -> dict[int, datetime]:
    """Since when reminders of each dialogue have been waiting without a break, over pauses that overlap."""
    spans = defaultdict(list)
    rows = ReminderPause.objects.filter(dialogue__in=list(dialogue_ids))
    for dialogue_id, paused_at, ended_at in rows.values_list("dialogue_id", "paused_at", "ended_at"):
        spans[dialogue_id].append((paused_at, ended_at))
    return {key: since for key, found in spans.items() if (since := _unbroken(found)) is not None}


def held_letters(since: Mapping[int, datetime], now: datetime) -> dict[int, HeldLetters]:
    """Of each dialogue, what waits and what became too late since the given moment. A fixed number of queries."""
    due, late = Counter[int](), Counter[int]()
    if since:
        for key, window in chain(_session_letters(since, now), _follow_up_letters(since, now)):
            due[key] += window.is_open(now)
            late[key] += since[key] < window.closes_at <= now
    return {key: HeldLetters(due[key], late[key]) for key in since}


def _unbroken(spans: list[tuple[datetime, datetime | None]]) -> datetime | None:
    since = min((begun for begun, ended in spans if ended is None), default=None)
    while since is not None:
        earlier = [begun for begun, ended in spans if begun < since and ended is not None and ended >= since]
        if not earlier:
            break
        since = min(earlier)
    return since


def _rows(pauses: list[ReminderPause], now: datetime) -> tuple[PausedDialogue, ...]:
    keys = [pause.dialogue_id for pause in pauses]
    upcoming = Session.objects.planned().filter(dialogue__in=keys, starts_at__gte=now)
    nearest = upcoming.order_by("dialogue_id", "starts_at", "pk").distinct("dialogue_id")
    sessions = {session.dialogue_id: session for session in nearest}
    letters = held_letters(since_of(keys), now)
    running = ReminderPause.objects.running().filter(dialogue__in=keys)
    counts = Counter(running.values_list("dialogue_id", flat=True))
    return tuple(
        PausedDialogue(
            pause=pause,
            next_session=sessions.get(pause.dialogue_id),
            letters=letters.get(pause.dialogue_id, HeldLetters()),
            others=counts[pause.dialogue_id] - 1,
        )
        for pause in pauses
    )


def _session_letters(since: Mapping[int, datetime], now: datetime) -> Iterable[tuple[int, Window]]:
    """Each letter about a session that was not settled, with the window in which it is useful."""
    sessions = {
        session.pk: session
        for session in Session.objects.filter(
            dialogue__in=list(since),
            dialogue__status="open",
            status__in=[SessionStatus.PLANNED, SessionStatus.HELD],
            starts_at__range=(min(since.values()) - _FURTHEST_AFTER, now + _FURTHEST_BEFORE),
        )
    }
    settled = _settled_keys(Q(session_id__in=list(sessions)))
    for session_id, person, told_at, rules in _people(sessions):
        session = sessions[session_id]
        for window in windows_of(session.starts_at, session.zone):
            key = reminder_key(session_id, window.rule, person, session.schedule_version)
            if window.rule in rules and key not in settled and (told_at is None or told_at < window.opens_at):
                yield session.dialogue_id, window


def _people(
    sessions: Mapping[int, Session],
) -> Iterable[tuple[int, int, datetime | None, frozenset[Rule]]]:
    """Who is reminded of which session, and who is thanked: the same people as `reminders.due` finds."""
    before = frozenset(rule for rule in Rule if rule != Rule.THANKS)
    invited = Invitation.objects.filter(session__in=sessions).to_be_reminded()
    for session_id, person, told_at in invited.values_list("session_id", "participant_id", "told_at"):
        yield session_id, person, told_at, before
    held = [key for key, session in sessions.items() if session.status == SessionStatus.HELD]
    meant = invited.filter(session__in=held, answer__in=[Answer.YES, Answer.MAYBE])
    thanked = set(meant.values_list("session_id", "participant_id"))
    came = Attendance.objects.filter(
        session__in=held, participant__isnull=False, participant__contact_stopped_at__isnull=True
    ).exclude(participant__email="")
    stopped = Invitation.objects.filter(session__in=held, reminders_stopped_at__isnull=False)
    thanked |= set(came.values_list("session_id", "participant_id"))
    for session_id, person in thanked - set(stopped.values_list("session_id", "participant_id")):
        yield session_id, person, None, frozenset({Rule.THANKS})


def _follow_up_letters(since: Mapping[int, datetime], now: datetime) -> Iterable[tuple[int, Window]]:
    """Each ask for a report that was not settled."""
    first = min(since.values()).date() - FOLLOW_UP_LOOK_BACK - timedelta(days=1)
    rows = (
        FollowUp.objects.awaited()
        .of_open_commitments()
        .filter(
            due_on__range=(first, now.date() + timedelta(days=1)),
            commitment__dialogue__in=list(since),
            commitment__dialogue__design_team__seat__in=_PLANNING_SEATS,
            commitment__dialogue__design_team__left_at__isnull=True,
            commitment__dialogue__design_team__user__is_active=True,
        )
        .annotate(
            key=F("commitment__dialogue_id"),
            person=F("commitment__dialogue__design_team__user_id"),
            zone=F("commitment__dialogue__agency__time_zone"),
        )
        .values_list("key", "due_on", "person", "zone")
        .distinct()
    )
    settled = _settled_keys(Q(dialogue_id__in=list(since), kind=FOLLOW_UP_DUE))
    for dialogue_id, due_on, person, zone in rows:
        if follow_up_key(dialogue_id, due_on, person) not in settled:
            opens_at, closes_at = follow_up_window(due_on, ZoneInfo(zone))
            yield dialogue_id, Window(Rule.THANKS, opens_at, closes_at)


def _settled_keys(which: Q) -> frozenset[str]:
    settled = Message.objects.filter(which, kind__in=PAUSABLE).exclude(state__in=_UNDECIDED)
    return frozenset(settled.values_list("dedupe_key", flat=True))
