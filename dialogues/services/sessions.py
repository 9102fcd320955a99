"""Scheduling, changing, moving, cancelling and holding a session."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues import permissions
from dialogues.choices import AuditKind, SessionStatus
from dialogues.errors import (
    ChangedMeanwhile,
    DialogueClosed,
    LengthNotSensible,
    NothingMoved,
    ReasonMissing,
    SessionInPast,
    SessionNotBegun,
    SessionNotOver,
    SessionSettled,
)
from dialogues.models import Dialogue, Session
from dialogues.services import notices
from dialogues.services.wording import field_names, when
from dialogues.timing import Schedule
from records.services import audit

CHANGEABLE = frozenset({"title", "arrival", "capacity", "languages", "access"})


class SessionDetails(TypedDict, total=False):
    """What is known of a session beside its time and place."""

    arrival: str
    capacity: int | None
    languages: Sequence[str]
    access: str


@transaction.atomic
def schedule(
    *,
    by: User,
    dialogue: Dialogue,
    title: str,
    plan: Schedule,
    details: SessionDetails | None = None,
    was_held: bool = False,
    form_key: UUID | None = None,
) -> Session:
    """Give a session a date. The past is refused, except to record a session that was already held."""
    permissions.may_schedule(by, dialogue).require()
    _require_open(dialogue)
    now = timezone.now()
    _require_length(plan)
    if was_held and plan.ends_at > now:
        raise SessionNotOver
    if not was_held and plan.starts_at <= now:
        raise SessionInPast
    held = {"status": SessionStatus.HELD, "held_at": now, "held_by": by} if was_held else {}
    session, is_new = Session.objects.get_or_create(
        form_key=form_key or uuid4(),
        dialogue=dialogue,
        defaults={"title": title, **_columns(plan), **(details or {}), **held},
    )
    if is_new:
        _record(by, session, AuditKind.SESSION_SCHEDULED, when=when(session))
        if was_held:
            _record(by, session, AuditKind.SESSION_HELD)
    return session


@transaction.atomic
def change(*, by: User, session: Session, version: int, changes: Mapping[str, Any]) -> Session:
    """Change title, access and the like; nobody is written to. Time and place have a door of their own."""
    row = _lock(by, session)
    if unknown := set(changes) - CHANGEABLE:
        raise ValueError(f"not a detail of a session: {sorted(unknown)}")
    if row.status == SessionStatus.CANCELLED:
        raise SessionSettled
    if row.version != version:
        raise ChangedMeanwhile
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record(by, row, AuditKind.SESSION_CHANGED, fields=field_names(Session, changed))
    return row


@transaction.atomic
def reschedule(*, by: User, session: Session, version: int, plan: Schedule) -> Session:
    """Move a planned session in time or place. Everyone who was asked and did not decline gets one letter;
    letters about the older plan are withdrawn."""
    row = _lock(by, session)
    _require_planned(row)
    if row.version != version:
        raise ChangedMeanwhile
    before = row.schedule
    if plan == before:
        raise NothingMoved
    _require_length(plan)
    if plan.starts_at <= timezone.now():
        raise SessionInPast
    for name, value in _columns(plan).items():
        setattr(row, name, value)
    row.version += 1
    row.schedule_version += 1
    row.save(update_fields=[*_columns(plan), "version", "schedule_version"])
    _record_move(by, row, before)
    notices.session_moved(by=by, session=row, before=before)
    return row


@transaction.atomic
def cancel(*, by: User, session: Session, reason: str) -> Session:
    """Cancel a planned session with a reason. Everyone who was asked and did not decline gets one letter."""
    row = _lock(by, session)
    if not reason.strip():
        raise ReasonMissing
    if row.status == SessionStatus.CANCELLED:
        return row
    _require_planned(row)
    row.status, row.cancelled_at, row.cancelled_by = SessionStatus.CANCELLED, timezone.now(), by
    row.cancel_reason = reason.strip()
    row.version += 1
    row.schedule_version += 1
    row.save()
    _record(by, row, AuditKind.SESSION_CANCELLED, reason=row.cancel_reason)
    notices.session_cancelled(by=by, session=row)
    return row


@transaction.atomic
def hold(*, by: User, session: Session) -> Session:
    """Record that a session was held, once it has begun."""
    row = _lock(by, session)
    if row.status == SessionStatus.HELD:
        return row
    _require_planned(row)
    now = timezone.now()
    if row.starts_at > now:
        raise SessionNotBegun
    row.status, row.held_at, row.held_by = SessionStatus.HELD, now, by
    row.version += 1
    row.save(update_fields=["status", "held_at", "held_by", "version"])
    _record(by, row, AuditKind.SESSION_HELD)
    return row


def _lock(by: User, session: Session) -> Session:
    permissions.may_schedule(by, session.dialogue).require()
    sessions = Session.objects.select_for_update(of=("self",)).select_related("dialogue__agency")
    row = sessions.get(pk=session.pk)
    _require_open(row.dialogue)
    return row


def _require_open(dialogue: Dialogue) -> None:
    if not dialogue.is_open:
        raise DialogueClosed


def _require_planned(session: Session) -> None:
    if not session.is_planned:
        raise SessionSettled


def _require_length(plan: Schedule) -> None:
    if not 10 <= plan.minutes <= 1440:
        raise LengthNotSensible


def _columns(plan: Schedule) -> dict[str, Any]:
    return {
        "starts_at": plan.starts_at,
        "minutes": plan.minutes,
        "time_zone": plan.time_zone,
        "venue": plan.venue,
        "address": plan.address,
    }


def _record_move(by: User, session: Session, before: Schedule) -> None:
    """A change of place alone has no two times to tell apart."""
    if when(before) == when(session):
        _record(by, session, AuditKind.SESSION_PLACE_CHANGED)
    else:
        _record(by, session, AuditKind.SESSION_RESCHEDULED, before=when(before), when=when(session))


def _record(by: User, session: Session, kind: AuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details=details,
    )
