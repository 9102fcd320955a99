"""The home page: what needs this person, in the order of the clock. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts.models import User
from dialogues.choices import CommitmentStatus, DialogueStatus, Phase, Seat, SessionStatus
from dialogues.models import Attendance, DesignTeamMember, Dialogue, FollowUp, Invitation, Session
from dialogues.summaries.letters import LetterScope, managed_agencies
from planning.evidence import unread_moves
from planning.models import Agenda, Plan, PlanStep
from planning.summaries.plans import StepView, views_of

SHOWN = 5
SHOWN_DIALOGUES = 8
MOST_DIALOGUES = 200  # of one person; the list of dialogues has them all
LOOK_AHEAD_DAYS = 14
INVITE_AHEAD_DAYS = 35
INVITE_BEFORE_DAYS = 28
AGENDA_BEFORE_DAYS = 14
ATTENDANCE_FOR_DAYS = 60
REPORT_AHEAD_DAYS = 7
LIAISON = frozenset({Seat.LIAISON})
HOSTING = frozenset({Seat.LIAISON, Seat.FACILITATOR})
PLANNING = frozenset({Seat.LIAISON, Seat.DESIGNER})
DRAWING_UP = HOSTING | PLANNING

# The order of the page: a running incident first, then by the day, then what another person sees to.
RUNNING, MINE, OTHERS = 0, 1, 2
RUNNING_DAYS = 3


@dataclass(frozen=True)
class NextThing:
    """One thing to do: a verb-first sentence, what its date means, and one button."""

    order: tuple[int, date]
    title: str | Promise
    where: str
    date_words: str | Promise
    day: date | None
    note: str
    view: str
    args: tuple[int, ...]
    button: str | Promise

    @property
    def address(self) -> str:
        """Only of what is shown: spelling addresses takes longer than finding what is due."""
        return reverse(self.view, args=self.args)


@dataclass(frozen=True)
class MyDialogue:
    """A dialogue in which the person has a seat."""

    dialogue: Dialogue
    seat: str
    has_plan: bool


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
            *_plans_to_start(mine, today),
            *_steps(mine, user, today),
            *_sessions(mine, now),
            *_follow_ups(mine, today),
        ]
        things.sort(key=lambda thing: thing.order)
        shown = [one.dialogue for one in list(mine.values())[:SHOWN_DIALOGUES]]
        return cls(
            things=tuple(things[:SHOWN]),
            more=max(0, len(things) - SHOWN),
            dialogues=_rows(shown, now),
            has_more_dialogues=len(mine) > SHOWN_DIALOGUES,
            letters=LetterScope(tuple(_with_seat(mine, LIAISON)), managed_agencies(user)).count(now),
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


def _with_seat(mine: dict[int, MyDialogue], seats: frozenset[Seat]) -> list[int]:
    return [pk for pk, one in mine.items() if one.seat in seats]


def _plans_to_start(mine: dict[int, MyDialogue], today: date) -> Iterable[NextThing]:
    for pk, one in mine.items():
        if one.seat in PLANNING and not one.has_plan:
            yield NextThing(
                order=(RUNNING if one.dialogue.phase == Phase.POST_INCIDENT else MINE, today),
                title=_("Start the plan of “%(dialogue)s”") % {"dialogue": one.dialogue.title},
                where=one.dialogue.get_phase_display(),
                date_words="",
                day=None,
                note="",
                view="planning:plan-show",
                args=(pk,),
                button=_("See the plan"),
            )


def _steps(mine: dict[int, MyDialogue], user: User, today: date) -> Iterable[NextThing]:
    """One thing for each plan: its first step that is due, and how many more are. Another one for what is left
    to a person without an account, who has no page like this one."""
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    due = [row for row in _steps_near(mine, user, today, until) if row.due_on and row.due_on <= until]
    due.sort(key=_plan_and_hands)
    for (_plan, is_left), rows in groupby(due, _plan_and_hands):
        first, *others = sorted(rows, key=lambda row: (row.due_on, row.step.position))
        yield _step_thing(first, len(others), mine[first.step.plan.dialogue_id].dialogue, is_left, today)


def _plan_and_hands(row: StepView) -> tuple[int, bool]:
    return row.step.plan_id, row.step.owner_id is None and row.step.owner_name != ""


def _steps_near(mine: dict[int, MyDialogue], user: User, today: date, until: date) -> Iterable[StepView]:
    """Steps stored as due, and all of those dialogues in which something moved since dates were stored."""
    planning = _with_seat(mine, PLANNING)
    moved = set(unread_moves().filter(dialogue_id__in=planning).values_list("dialogue_id", flat=True))
    steps = PlanStep.objects.to_do().for_person(user).of_current_phase().filter(plan__dialogue__in=planning)
    near = list(steps.filter(Q(due_on__lte=until) | Q(plan__dialogue__in=moved)).select_related("plan"))
    stored = [step for step in near if step.plan.dialogue_id not in moved]
    again = [step for step in near if step.plan.dialogue_id in moved]
    return [*(StepView.as_stored(step, today) for step in stored), *views_of(again, today)]


def _step_thing(row: StepView, more: int, dialogue: Dialogue, is_left: bool, today: date) -> NextThing:
    day = row.due_on or today
    is_running = dialogue.phase == Phase.POST_INCIDENT and day <= today + timedelta(days=RUNNING_DAYS)
    notes = [_("%(name)s sees to it") % {"name": row.step.owner_name}] if is_left else []
    if more:
        notes.append(ngettext("%(n)d more step is due", "%(n)d more steps are due", more) % {"n": more})
    return NextThing(
        order=(OTHERS if is_left else RUNNING if is_running else MINE, day),
        title=row.step.title,
        where=dialogue.title,
        date_words=_("due since") if row.is_behind else pgettext_lazy("step", "due"),
        day=row.due_on,
        note=" · ".join(str(note) for note in notes),
        view="planning:step-show",
        args=(dialogue.pk, row.step.pk),
        button=_("Open the step"),
    )


def _sessions(mine: dict[int, MyDialogue], now: datetime) -> Iterable[NextThing]:
    """What sessions ask for: people, an agenda, and afterwards what happened."""
    rows = (
        Session.objects.filter(dialogue__in=_with_seat(mine, DRAWING_UP))
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


def _follow_ups(mine: dict[int, MyDialogue], today: date) -> Iterable[NextThing]:
    rows = (
        FollowUp.objects.due(today + timedelta(days=REPORT_AHEAD_DAYS))
        .filter(commitment__dialogue__in=_with_seat(mine, PLANNING))
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


def _rows(dialogues: list[Dialogue], now: datetime) -> tuple[DialogueRow, ...]:
    upcoming: dict[int, Session] = {}
    for session in Session.objects.upcoming(now).filter(dialogue__in=[one.pk for one in dialogues]):
        upcoming.setdefault(session.dialogue_id, session)
    return tuple(DialogueRow(dialogue, upcoming.get(dialogue.pk)) for dialogue in dialogues)
