"""Who is due which reminder now. It only reads: the same question a second time has the same answer, minus what
was left in the outbox meanwhile."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dialogues.choices import Answer, DialogueStatus, SessionStatus
from dialogues.models import Invitation, Participant, ReminderPause, Session
from dialogues.schedules import Rule, Window, open_window
from records.models import Message

LOOK_AHEAD = timedelta(days=30)
LOOK_BACK = timedelta(days=8)
AT_MOST = 1000  # a tick; the rest follows with the next one


@dataclass(frozen=True)
class DueReminder:
    """One letter for one person: which rule, and until when it is useful."""

    session: Session
    participant_id: int
    rule: Rule
    closes_at: datetime


def due_session_reminders(now: datetime, *, at_most: int = AT_MOST) -> list[DueReminder]:
    """Every reminder whose moment has come and which nobody has left in the outbox yet.

    Never for sessions that are cancelled, or whose dialogue is closed or has its reminders paused; before the day only
    for planned ones, thanks only for held ones.
    """
    return list(islice(_due(now), at_most))


def _due(now: datetime) -> Iterator[DueReminder]:
    for rule, found in _sessions_by_rule(now).items():
        sessions = {session.pk: (session, window) for session, window in found}
        for session_pk, participant_pk in _people(rule, sessions):
            session, window = sessions[session_pk]
            yield DueReminder(session, participant_pk, rule, window.closes_at)


def _sessions_by_rule(now: datetime) -> dict[Rule, list[tuple[Session, Window]]]:
    """Sessions with an open window, the nearest first."""
    sessions = (
        Session.objects.filter(
            Q(status=SessionStatus.PLANNED, starts_at__gt=now)
            | Q(status=SessionStatus.HELD, starts_at__lte=now),
            starts_at__range=(now - LOOK_BACK, now + LOOK_AHEAD),
            dialogue__status=DialogueStatus.OPEN,
        )
        .exclude(Exists(ReminderPause.objects.running().filter(dialogue=OuterRef("dialogue"))))
        .select_related("dialogue")
        .order_by("starts_at", "pk")
    )
    found = defaultdict(list)
    for session in sessions:
        window = open_window(session.starts_at, session.zone, now)
        if window is not None and (window.rule == Rule.THANKS) == (session.status == SessionStatus.HELD):
            found[window.rule].append((session, window))
    return found


def _people(rule: Rule, sessions: dict[int, tuple[Session, Window]]) -> Iterator[tuple[int, int]]:
    """Session and person of every letter of one rule that is not in the outbox yet."""
    if rule == Rule.THANKS:
        for pk, (session, _window) in sessions.items():
            yield from ((pk, person) for person in _to_be_thanked(session))
        return
    rows = (
        Invitation.objects.filter(session__in=sessions)
        .to_be_reminded()
        .exclude(_is_written(rule, F("session_id"), F("participant_id"), F("session__schedule_version")))
        .order_by("session_id", "pk")
        .values_list("session_id", "participant_id", "told_at")
    )
    for session_pk, participant_pk, told_at in rows.iterator(chunk_size=1000):
        if told_at < sessions[session_pk][1].opens_at:
            yield session_pk, participant_pk


def _to_be_thanked(session: Session) -> QuerySet[Participant, int]:
    """Those who came, and those who said that they would or might."""
    mine = Invitation.objects.filter(session=session, participant=OuterRef("pk"))
    meant_to_come = mine.open().filter(answer__in=[Answer.YES, Answer.MAYBE])
    return (
        Participant.objects.reachable()
        .filter(dialogue=session.dialogue_id)
        .filter(Q(attendance__session=session) | Exists(meant_to_come))
        .exclude(Exists(mine.filter(reminders_stopped_at__isnull=False)))
        .exclude(_is_written(Rule.THANKS, Value(session.pk), F("pk"), Value(session.schedule_version)))
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )


def _is_written(rule: Rule, session: F | Value, participant: F | Value, version: F | Value) -> Exists:
    """Whether the letter is in the outbox already, by its key (see `notices.reminder_key`)."""
    parts = [Value("reminder:"), session, Value(f":{rule}:"), participant, Value(":"), version]
    key = Concat(*(Cast(_outer(part), CharField()) for part in parts))
    return Exists(Message.objects.filter(dedupe_key=key))


def _outer(part: F | Value) -> OuterRef | Value:
    return OuterRef(part.name) if isinstance(part, F) else part
