"""What sessions and commitments ask of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogues.choices import CommitmentStatus, Seat, SessionStatus
from dialogues.models import Attendance, FollowUp, Invitation, Session
from planning.models import Agenda
from planning.summaries.things import HOSTING, MINE, PLANNING, MyDialogue, NextThing, with_seat

INVITE_AHEAD_DAYS = 35
INVITE_BEFORE_DAYS = 28
AGENDA_BEFORE_DAYS = 14
ATTENDANCE_FOR_DAYS = 60
REPORT_AHEAD_DAYS = 7
LIAISON = frozenset({Seat.LIAISON})
DRAWING_UP = HOSTING | PLANNING


def sessions_of(mine: dict[int, MyDialogue], now: datetime) -> Iterable[NextThing]:
    """What sessions ask for: people, an agenda, and afterwards what happened."""
    rows = (
        Session.objects.filter(dialogue__in=with_seat(mine, DRAWING_UP))
        .filter(
            Q(status=SessionStatus.PLANNED, starts_at__lt=now + timedelta(days=INVITE_AHEAD_DAYS))
            | Q(status=SessionStatus.HELD, starts_at__gt=now - timedelta(days=ATTENDANCE_FOR_DAYS))
        )
        .annotate(
            has_asked=Exists(Invitation.objects.open().filter(session=OuterRef("pk"))),
            has_agenda=Exists(Agenda.objects.filter(session=OuterRef("pk"))),
            has_attendance=Exists(Attendance.objects.filter(session=OuterRef("pk"))),
        )
    )
    for session in rows.order_by("starts_at", "pk"):
        seat, title = mine[session.dialogue_id].seat, mine[session.dialogue_id].dialogue.title
        for ask in _asked_by(session, now):
            if seat in ask.seats:
                yield ask.thing(session, title)


@dataclass(frozen=True)
class Ask:
    """What a session asks for, of whom, how many days before it."""

    seats: frozenset[Seat]
    days_before: int
    title: Promise
    date_words: Promise
    view: str
    button: Promise

    def thing(self, session: Session, where: str) -> NextThing:
        day = session.local_start.date()
        return NextThing(
            order=(MINE, day - timedelta(days=self.days_before)),
            title=self.title % {"session": session.title},
            where=where,
            date_words=self.date_words,
            day=day,
            note="",
            view=self.view,
            args=(session.dialogue_id, session.pk),
            button=self.button,
        )


ON_THE_DAY = _("the session is on")
BEFORE = _("the session was on")
HOLD = Ask(
    LIAISON,
    0,
    _("Record that “%(session)s” was held"),
    BEFORE,
    "dialogues:session-show",
    _("Open the session"),
)
COUNT = Ask(
    HOSTING,
    0,
    _("Record who came to “%(session)s”"),
    BEFORE,
    "dialogues:session-attendance",
    _("Record who came"),
)
INVITE = Ask(
    LIAISON,
    INVITE_BEFORE_DAYS,
    _("Invite participants to “%(session)s”"),
    ON_THE_DAY,
    "dialogues:session-invite",
    _("Choose whom to invite"),
)
DRAW_UP = Ask(
    DRAWING_UP,
    AGENDA_BEFORE_DAYS,
    _("Build the agenda of “%(session)s”"),
    ON_THE_DAY,
    "planning:agenda-show",
    _("Build the agenda"),
)


def _asked_by(session: Any, now: datetime) -> Iterable[Ask]:
    if session.status == SessionStatus.HELD:
        return () if session.has_attendance else (COUNT,)
    if session.ends_at <= now:
        return (HOLD,)
    if session.starts_at <= now:
        return ()
    asks = ((INVITE, session.has_asked), (DRAW_UP, session.has_agenda))
    return tuple(ask for ask, is_there in asks if not is_there)


def follow_ups_of(mine: dict[int, MyDialogue], today: date) -> Iterable[NextThing]:
    rows = (
        FollowUp.objects.due(today + timedelta(days=REPORT_AHEAD_DAYS))
        .filter(commitment__dialogue__in=with_seat(mine, PLANNING))
        .exclude(commitment__status__in=[CommitmentStatus.DONE, CommitmentStatus.DROPPED])
        .select_related("commitment")
        .order_by("due_on", "id")
    )
    for follow_up in rows:
        commitment = follow_up.commitment
        yield NextThing(
            order=(MINE, follow_up.due_on),
            title=_("Report on “%(commitment)s”") % {"commitment": commitment.text},
            where=mine[commitment.dialogue_id].dialogue.title,
            date_words=_("due since") if follow_up.due_on < today else pgettext_lazy("report", "due"),
            day=follow_up.due_on,
            note="",
            view="dialogues:commitment-show",
            args=(commitment.dialogue_id, commitment.pk),
            button=_("Write the report"),
        )
