"""Letters to those who plan the dialogue when a report on a promise is due: who is due one, and its last look.

Promises outlive the dialogue, so a closed one is no obstacle. Several promises that fall due on one day stand in
one letter. While the reminders of a dialogue are paused, nobody is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from dialogues import emails
from dialogues.models import DesignTeamMember, FollowUp, ReminderPause
from dialogues.permissions import PLANNERS
from dialogues.reminders.pauses import held_back
from dialogues.schedules import FOLLOW_UP_DUE, FOLLOW_UP_LOOK_BACK, follow_up_window
from records.models import Message
from records.registers import Letter, MessageKind, Waits, Withdrawn, register_message_kind

AT_MOST = 1000  # a tick; the rest follows with the next one
NO_SEAT = gettext_noop("The person no longer plans this dialogue.")
NOTHING_DUE = gettext_noop("The report was written, or the promise was done or dropped.")


@dataclass(frozen=True)
class DueFollowUp:
    """One letter for one person: about which dialogue, due on which day, and until when it is useful."""

    agency_id: int
    dialogue_id: int
    due_on: date
    user_id: int
    closes_at: datetime


def due_follow_ups(now: datetime, *, at_most: int = AT_MOST) -> list[DueFollowUp]:
    """Everyone with a planning seat and an account, once for each dialogue and day on which a report is due."""
    return list(islice(_due(now), at_most))


def _due(now: datetime) -> Iterator[DueFollowUp]:
    today = now.date()  # days of the zones lie at most one apart from it
    rows = (
        FollowUp.objects.awaited()
        .of_open_commitments()
        .filter(
            due_on__range=(today - FOLLOW_UP_LOOK_BACK - timedelta(days=1), today + timedelta(days=1)),
            commitment__dialogue__design_team__seat__in=PLANNERS,
            commitment__dialogue__design_team__left_at__isnull=True,
            commitment__dialogue__design_team__user__is_active=True,
        )
        .annotate(
            agency_id=F("commitment__dialogue__agency_id"),
            dialogue_id=F("commitment__dialogue_id"),
            person_id=F("commitment__dialogue__design_team__user_id"),
            zone=F("commitment__dialogue__agency__time_zone"),
        )
        .exclude(Exists(ReminderPause.objects.running().filter(dialogue=OuterRef("commitment__dialogue"))))
        .exclude(_is_written())
        .order_by("due_on", "dialogue_id", "person_id")
        .values_list("agency_id", "dialogue_id", "due_on", "person_id", "zone")
        .distinct()
    )
    for agency_id, dialogue_id, due_on, user_id, zone in rows.iterator(chunk_size=1000):
        opens_at, closes_at = follow_up_window(due_on, ZoneInfo(zone))
        if opens_at <= now < closes_at:
            yield DueFollowUp(agency_id, dialogue_id, due_on, user_id, closes_at)


def _is_written() -> Exists:
    """Whether the letter is in the outbox already, by its key (see `schedules.follow_up_key`)."""
    texts = [Cast(OuterRef(part), CharField()) for part in ("dialogue_id", "due_on", "person_id")]
    key = Concat(Value("follow_up:"), texts[0], Value(":"), texts[1], Value(":"), texts[2])
    return Exists(Message.objects.filter(dedupe_key=key))


def prepare_follow_up_due(message: Message, now: datetime) -> Letter | Withdrawn | Waits:  # noqa: ARG001
    """Only what is still awaited, and only to someone who still plans the dialogue."""
    seats = DesignTeamMember.objects.filter(
        dialogue=message.dialogue_id,
        user=int(message.recipient.partition(":")[2]),
        user__is_active=True,
        seat__in=PLANNERS,
        left_at__isnull=True,
    )
    seat = seats.select_related("user", "dialogue").first()
    if seat is None or seat.user is None:
        return Withdrawn("cancelled", NO_SEAT)
    due = (
        FollowUp.objects.awaited()
        .of_open_commitments()
        .filter(
            commitment__dialogue=message.dialogue_id, due_on=date.fromisoformat(message.context["due_on"])
        )
        .select_related("commitment")
        .order_by("commitment__due_on", "pk")
    )
    follow_ups = list(due[: emails.MOST_FOLLOW_UPS + 1])
    if not follow_ups:
        return Withdrawn("cancelled", NOTHING_DUE)
    return held_back(message.dialogue_id) or emails.follow_up_due(seat.user, seat.dialogue, follow_ups)


def register() -> None:
    """Sign the kind of this letter; called at start-up."""
    register_message_kind(
        MessageKind(FOLLOW_UP_DUE, _("Reminder of reports on commitments"), prepare_follow_up_due)
    )
