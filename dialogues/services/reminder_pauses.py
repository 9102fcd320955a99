"""Pausing reminders because something happened, and deciding whether they go on.

Only what goes by the clock is paused (`schedules.PAUSABLE`). Invitations, changes and cancellations are not: people
rely on them, and each follows what a person does.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices.incidents import IncidentAuditKind
from dialogues.models import Dialogue, Incident, ReminderPause
from dialogues.permissions import may_decide_reminders, may_resume_reminders
from dialogues.querysets.reminder_pauses import ReminderPauseQuerySet
from dialogues.schedules import PAUSABLE, after_quiet_hours
from dialogues.summaries.reminder_pauses import held_letters, since_of
from records.services import audit, outbox


@dataclass(frozen=True)
class Resumed:
    """What became of it: dialogues whose reminders go on or are still paused by another incident, letters too late.

    `kept` dialogues stay paused, because their own liaison decided so.
    """

    freed: int
    still_paused: int
    unsent: int
    kept: int = 0


@transaction.atomic
def pause_others(*, by: User, incident: Incident, now: datetime) -> int:
    """Pause the reminders of every open dialogue of the agency that is not about this incident. Nothing is sent."""
    may_decide_reminders(by, incident).require()
    dialogues = Dialogue.objects.open().filter(agency=incident.agency_id).exclude(incident=incident)
    rows = [
        ReminderPause(incident=incident, dialogue=dialogue, paused_at=now, paused_by=by)
        for dialogue in dialogues.only("pk", "agency_id").order_by("pk")
    ]
    ReminderPause.objects.bulk_create(rows, batch_size=500)
    _record_all(by, rows, IncidentAuditKind.REMINDERS_PAUSED)
    return len(rows)


@transaction.atomic
def pause_like_others(*, by: User, dialogue: Dialogue, incidents: Iterable[Incident]) -> int:
    """Pause a dialogue that was opened, opened again or freed of its incident while these incidents pause the others.

    Whoever decided about this dialogue before stays right: a pause that ended is not begun anew. The incidents are
    locked (`incident_rows.lock_before_dialogue`); the right to open or change the dialogue was asked before.
    """
    if not dialogue.is_open:
        return 0
    known = set(dialogue.reminder_pauses.values_list("incident_id", flat=True))
    now = timezone.now()
    rows = ReminderPause.objects.bulk_create(
        ReminderPause(incident=incident, dialogue=dialogue, paused_at=now, paused_by=by)
        for incident in incidents
        if incident.pk not in known | {dialogue.incident_id}
    )
    _record_all(by, rows, IncidentAuditKind.REMINDERS_PAUSED_TOO)
    return len(rows)


@transaction.atomic
def resume(*, by: User, incident: Incident, pauses: Collection[int] | None = None) -> Resumed:
    """Let reminders go on that this incident paused: those named, or all. A second time changes nothing.

    “All” leaves out what another person, liaison of the dialogue itself, decided to keep.
    """
    may_decide_reminders(by, incident).require()
    rows = ReminderPause.objects.filter(incident=incident)
    kept = rows.kept_by_their_liaison().exclude(stays_by=by) if pauses is None else rows.none()
    ended = _end(by, _running(rows.exclude(pk__in=kept.values("pk")), pauses))
    return replace(ended, kept=kept.count())


@transaction.atomic
def keep_paused(*, by: User, incident: Incident, pauses: Collection[int] | None = None) -> int:
    """Decide that they stay paused, for now. They can go on later at any time."""
    may_decide_reminders(by, incident).require()
    return _keep(by, _running(ReminderPause.objects.filter(incident=incident).undecided(), pauses))


@transaction.atomic
def resume_dialogue(*, by: User, dialogue: Dialogue) -> Resumed:
    """As the dialogue's liaison: its reminders go on, whichever incidents paused them."""
    may_resume_reminders(by, dialogue).require()
    return _end(by, _running(ReminderPause.objects.filter(dialogue=dialogue)))


@transaction.atomic
def keep_dialogue_paused(*, by: User, dialogue: Dialogue) -> int:
    """As the dialogue's liaison: its reminders stay paused for now, also when all others go on."""
    may_resume_reminders(by, dialogue).require()
    rows = ReminderPause.objects.filter(dialogue=dialogue)
    return _keep(by, _running(rows.exclude(pk__in=rows.kept_by_their_liaison().values("pk"))))


def _running(rows: ReminderPauseQuerySet, pauses: Collection[int] | None = None) -> list[ReminderPause]:
    """Running ones, their dialogues locked first, so that two decisions about one dialogue follow each other."""
    chosen = rows.running() if pauses is None else rows.running().filter(pk__in=list(pauses))
    dialogues = Dialogue.objects.filter(pk__in=list(chosen.values_list("dialogue_id", flat=True)))
    list(dialogues.select_for_update().order_by("pk").values_list("pk"))
    return list(chosen.select_related("dialogue__agency").order_by("pk"))


def _end(by: User, pauses: list[ReminderPause]) -> Resumed:
    now, keys = timezone.now(), {pause.dialogue_id for pause in pauses}
    ending = [pause.pk for pause in pauses]
    others = ReminderPause.objects.running().filter(dialogue__in=keys).exclude(pk__in=ending)
    still = set(others.values_list("dialogue_id", flat=True))
    letters = held_letters(since_of(keys - still), now)
    told: dict[
        int, ReminderPause
    ] = {}  # of several pauses of one dialogue, the first tells what was not sent
    for pause in pauses:
        is_first = told.setdefault(pause.dialogue_id, pause) is pause
        pause.ended_at, pause.ended_by = now, by
        pause.unsent = letters[pause.dialogue_id].late if is_first and pause.dialogue_id not in still else 0
    ReminderPause.objects.bulk_update(pauses, ["ended_at", "ended_by", "unsent"], batch_size=500)
    _let_go(by, [pause.dialogue for pause in told.values() if pause.dialogue_id not in still], now)
    _record_all(by, told.values(), IncidentAuditKind.REMINDERS_GO_ON, counting=True)
    unsent = sum(pause.unsent for pause in told.values())
    return Resumed(freed=len(keys - still), still_paused=len(still), unsent=unsent)


def _let_go(by: User, dialogues: list[Dialogue], now: datetime) -> None:
    """Letters that were written already and waited. What was never written is found again by `reminders.due`."""
    if not dialogues:
        return
    zone = ZoneInfo(dialogues[0].agency.time_zone)  # all of them are the agency's
    morning = after_quiet_hours(now, zone, now + timedelta(days=2))
    keys = [dialogue.pk for dialogue in dialogues]
    outbox.release(by=by, dialogue_ids=keys, kinds=PAUSABLE, not_before=morning)


def _keep(by: User, pauses: list[ReminderPause]) -> int:
    keys = [pause.pk for pause in pauses]
    ReminderPause.objects.filter(pk__in=keys).update(stays_at=timezone.now(), stays_by=by)
    _record_all(by, pauses, IncidentAuditKind.REMINDERS_STAY_PAUSED)
    return len(pauses)


def _record_all(
    by: User, pauses: Collection[ReminderPause], kind: IncidentAuditKind, *, counting: bool = False
) -> None:
    """In the joint record of each dialogue: its whole team should know. The incident is not named there."""
    agency_id = next((pause.dialogue.agency_id for pause in pauses), None)
    if agency_id is None:
        return
    told = {pause.dialogue_id: {"count": pause.unsent} if counting else {} for pause in pauses}
    audit.record_in_dialogues(by=by, kind=kind, agency_id=agency_id, details=told)
