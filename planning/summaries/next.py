"""The home page: what needs this person, in the order of the clock. A fixed number of queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dialogues.choices import Phase, Seat
from dialogues.models import Dialogue, FollowUp, Invitation, Session
from planning.models import Agenda, Plan, PlanStep

SHOWN = 5
LOOK_AHEAD_DAYS = 14
INVITE_AHEAD_DAYS = 35
HOSTING = (Seat.LIAISON, Seat.FACILITATOR)
PLANNING = (Seat.LIAISON, Seat.DESIGNER)


@dataclass(frozen=True)
class NextThing:
    """One thing to do: a verb-first sentence, its day, and one button."""

    order: tuple[int, date]
    what: str | Promise
    subject: str
    dialogue: str
    day: date | None
    is_past: bool
    address: str
    button: str | Promise


@dataclass(frozen=True)
class DialogueRow:
    dialogue: Dialogue
    next_session: Session | None


@dataclass(frozen=True)
class NextPage:
    """Up to five things that need the person, and their dialogues."""

    things: tuple[NextThing, ...]
    more: int
    dialogues: tuple[DialogueRow, ...]
    has_more_dialogues: bool

    @classmethod
    def of(cls, user: User, *, now: datetime, today: date) -> "NextPage":
        mine = Dialogue.objects.open().filter(pk__in=Dialogue.objects.seated(user).values("pk"))
        things = sorted(
            [
                *_steps(_with_seat(mine, user, PLANNING), user, today),
                *_unstarted_plans(_with_seat(mine, user, PLANNING), today),
                *_sessions_to_close(_with_seat(mine, user, HOSTING), now),
                *_sessions_to_prepare(_with_seat(mine, user, (Seat.LIAISON,)), now),
                *_agendas_to_build(_with_seat(mine, user, HOSTING), now),
                *_follow_ups(_with_seat(mine, user, PLANNING), today),
            ],
            key=lambda thing: thing.order,
        )
        rows = list(mine.select_related("agency").order_by("-opened_at", "-id")[:9])
        return cls(
            things=tuple(things[:SHOWN]),
            more=max(0, len(things) - SHOWN),
            dialogues=_rows(rows[:8], now),
            has_more_dialogues=len(rows) > 8,
        )


def _with_seat(mine: QuerySet[Dialogue], user: User, seats: tuple[str, ...]) -> QuerySet[Dialogue]:
    return mine.filter(
        design_team__user=user, design_team__seat__in=seats, design_team__left_at__isnull=True
    ).values("pk")


def _steps(mine: QuerySet, user: User, today: date) -> list[NextThing]:
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    steps = (
        PlanStep.objects.due_by(until)
        .filter(plan__dialogue__in=mine)
        .exclude(owner__isnull=False, owner__lt=user.pk)
        .exclude(owner__isnull=False, owner__gt=user.pk)
        .select_related("plan__dialogue")
        .order_by("due_on", "position")[: SHOWN + 1]
    )
    return [
        NextThing(
            order=(0 if step.plan.phase == Phase.POST_INCIDENT else 1, step.due_on or today),
            what=_("Plan step"),
            subject=step.title,
            dialogue=step.plan.dialogue.title,
            day=step.due_on,
            is_past=step.due_on is not None and step.due_on < today,
            address=reverse("planning:step-show", args=[step.plan.dialogue_id, step.pk]),
            button=_("Open the step"),
        )
        for step in steps
    ]


def _unstarted_plans(mine: QuerySet, today: date) -> list[NextThing]:
    started = Plan.objects.filter(dialogue=OuterRef("pk"), phase=OuterRef("phase"))
    rows = Dialogue.objects.filter(pk__in=mine).exclude(Exists(started)).order_by("opened_at", "id")
    return [
        NextThing(
            order=(0 if dialogue.phase == Phase.POST_INCIDENT else 1, today),
            what=_("Start the plan"),
            subject=dialogue.title,
            dialogue=dialogue.get_phase_display(),
            day=None,
            is_past=False,
            address=reverse("planning:plan-show", args=[dialogue.pk]),
            button=_("See the plan"),
        )
        for dialogue in rows[: SHOWN + 1]
    ]


def _sessions_to_close(mine: QuerySet, now: datetime) -> list[NextThing]:
    rows = Session.objects.planned().filter(dialogue__in=mine, starts_at__lt=now).select_related("dialogue")
    return [
        NextThing(
            order=(1, session.local_start.date()),
            what=_("Record that the session was held"),
            subject=session.title,
            dialogue=session.dialogue.title,
            day=session.local_start.date(),
            is_past=True,
            address=reverse("dialogues:session-show", args=[session.dialogue_id, session.pk]),
            button=_("Open the session"),
        )
        for session in rows.order_by("starts_at")[: SHOWN + 1]
    ]


def _sessions_to_prepare(mine: QuerySet, now: datetime) -> list[NextThing]:
    asked = Invitation.objects.open().filter(session=OuterRef("pk"))
    rows = (
        Session.objects.upcoming(now)
        .filter(dialogue__in=mine, starts_at__lt=now + timedelta(days=INVITE_AHEAD_DAYS))
        .exclude(Exists(asked))
        .select_related("dialogue")
    )
    return [
        NextThing(
            order=(1, session.local_start.date() - timedelta(days=28)),
            what=_("Invite participants"),
            subject=session.title,
            dialogue=session.dialogue.title,
            day=session.local_start.date(),
            is_past=False,
            address=reverse("dialogues:session-invite", args=[session.dialogue_id, session.pk]),
            button=_("Choose whom to invite"),
        )
        for session in rows[: SHOWN + 1]
    ]


def _agendas_to_build(mine: QuerySet, now: datetime) -> list[NextThing]:
    rows = (
        Session.objects.upcoming(now)
        .filter(dialogue__in=mine, starts_at__lt=now + timedelta(days=INVITE_AHEAD_DAYS))
        .exclude(Exists(Agenda.objects.filter(session=OuterRef("pk"))))
        .select_related("dialogue")
    )
    return [
        NextThing(
            order=(1, session.local_start.date() - timedelta(days=14)),
            what=_("Build the agenda"),
            subject=session.title,
            dialogue=session.dialogue.title,
            day=session.local_start.date(),
            is_past=False,
            address=reverse("planning:agenda-show", args=[session.dialogue_id, session.pk]),
            button=_("Build the agenda"),
        )
        for session in rows[: SHOWN + 1]
    ]


def _follow_ups(mine: QuerySet, today: date) -> list[NextThing]:
    rows = (
        FollowUp.objects.due(today + timedelta(days=7))
        .filter(commitment__dialogue__in=mine)
        .exclude(commitment__status__in=["done", "dropped"])
        .select_related("commitment__dialogue")
        .order_by("due_on", "id")
    )
    return [
        NextThing(
            order=(1, follow_up.due_on),
            what=_("Report on a commitment"),
            subject=follow_up.commitment.text,
            dialogue=follow_up.commitment.dialogue.title,
            day=follow_up.due_on,
            is_past=follow_up.due_on < today,
            address=reverse(
                "dialogues:commitment-show", args=[follow_up.commitment.dialogue_id, follow_up.commitment_id]
            ),
            button=_("Write the report"),
        )
        for follow_up in rows[: SHOWN + 1]
    ]


def _rows(dialogues: list[Dialogue], now: datetime) -> tuple[DialogueRow, ...]:
    upcoming: dict[int, Session] = {}
    for session in Session.objects.upcoming(now).filter(dialogue__in=dialogues):
        upcoming.setdefault(session.dialogue_id, session)
    return tuple(DialogueRow(dialogue, upcoming.get(dialogue.pk)) for dialogue in dialogues)
