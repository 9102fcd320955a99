"""Dates to watch after an incident: adding, changing, asking again, ticking the steps before."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues import content
from dialogues.choices.incidents import IncidentAuditKind, WatchKind
from dialogues.errors import ChangedMeanwhile, WatchDateRemoved, WindowNotAWindow
from dialogues.models import Incident, WatchDate, WatchStep
from dialogues.permissions import may_work_on_incident
from dialogues.services.incident_rows import lock_standing
from dialogues.timing import Days
from records import timing
from records.choices import Space
from records.services import audit


@transaction.atomic
def add(
    *, by: User, incident: Incident, kind: str, days: Days, note: str = "", form_key: UUID | None = None
) -> WatchDate:
    """Put a day on the list. Days that have passed may be written down too; nothing is sent for any."""
    may_work_on_incident(by, incident).require()
    row = lock_standing(incident)
    if form_key and (known := row.watch_dates.filter(form_key=form_key).first()):
        return known
    _require_sense(days)
    added = WatchDate.objects.create(
        incident=row,
        kind=kind,
        note=note,
        added_at=timezone.now(),
        added_by=by,
        form_key=form_key or uuid4(),
        **_columns(days),
    )
    _record(by, added, IncidentAuditKind.WATCH_DATE_ADDED)
    return added


@transaction.atomic
def change(
    *, by: User, watch_date: WatchDate, version: int, kind: str, days: Days, note: str = ""
) -> WatchDate:
    """Set the day that became known, or another window. Refused when someone else saved since `version`."""
    may_work_on_incident(by, watch_date.incident).require()
    row = _lock_kept(watch_date)
    _require_sense(days)
    wanted = {"kind": kind, "note": note, **_columns(days)}
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not changed:
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name in changed:
        setattr(row, name, wanted[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record(by, row, IncidentAuditKind.WATCH_DATE_CHANGED)
    return row


@transaction.atomic
def remove(*, by: User, watch_date: WatchDate) -> WatchDate:
    """Take a day off the list; a second time changes nothing."""
    may_work_on_incident(by, watch_date.incident).require()
    incident = lock_standing(watch_date.incident)
    row = incident.watch_dates.get(pk=watch_date.pk)
    if row.removed_at is None:
        row.removed_at, row.removed_by = timezone.now(), by
        row.save(update_fields=["removed_at", "removed_by"])
        _record(by, row, IncidentAuditKind.WATCH_DATE_REMOVED)
    return row


@transaction.atomic
def check_in(*, by: User, watch_date: WatchDate) -> WatchDate:
    """Somebody asked whether the day is known, and it is not yet: the window stands for another week."""
    may_work_on_incident(by, watch_date.incident).require()
    row = _lock_kept(watch_date)
    row.checked_at, row.checked_by = timezone.now(), by
    row.save(update_fields=["checked_at", "checked_by"])
    _record(by, row, IncidentAuditKind.WATCH_DATE_CHECKED)
    return row


@transaction.atomic
def save_ticks(
    *, by: User, watch_date: WatchDate, shown: Collection[str], ticked: Iterable[str]
) -> WatchDate:
    """Tick and untick steps. `shown` are those that were ticked on the page: what another ticked meanwhile stays."""
    may_work_on_incident(by, watch_date.incident).require()
    row = _lock_kept(watch_date)
    known = {step.key for step in content.pre_brief(row.kind).steps}
    wanted, there = known.intersection(ticked), set(row.steps.values_list("key", flat=True))
    gone = known.intersection(shown) - wanted
    new = [
        WatchStep(watch_date=row, key=key, ticked_at=timezone.now(), ticked_by=by)
        for key in sorted(wanted - there)
    ]
    if not new and not there & gone:
        return row
    WatchStep.objects.bulk_create(new)
    row.steps.filter(key__in=gone).delete()
    _record(by, row, IncidentAuditKind.WATCH_STEPS_TICKED, count=row.steps.count())
    return row


def _lock_kept(watch_date: WatchDate) -> WatchDate:
    incident = lock_standing(watch_date.incident)
    row = incident.watch_dates.get(pk=watch_date.pk)
    if row.removed_at is not None:
        raise WatchDateRemoved
    return row


def _require_sense(days: Days) -> None:
    if days.last_on is not None and days.last_on <= days.first_on:
        raise WindowNotAWindow


def _columns(days: Days) -> dict[str, Any]:
    last_on = days.last_on or days.first_on
    return {"is_window": days.last_on is not None, "first_on": days.first_on, "last_on": last_on}


def _when(row: WatchDate) -> str:
    first, last = timing.spell_day(row.first_on), timing.spell_day(row.last_on)
    return f"{first} {timing.EN_DASH} {last}" if row.is_window else first


def _record(by: User, row: WatchDate, kind: IncidentAuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=row.incident.agency_id,
        space=Space.AGENCY,
        subject=row.incident,
        details={"what": str(WatchKind(row.kind).label), "when": _when(row)} | details,
    )
