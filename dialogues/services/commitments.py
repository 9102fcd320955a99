"""Promises: made with an owner, a date and a measure; reported on; made public. No slip is ever hidden."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices import AuditKind, CommitmentStatus
from dialogues.errors import (
    ChangedMeanwhile,
    CommitmentSettled,
    DialogueClosed,
    FollowUpReported,
    NothingToPublish,
    ReasonMissing,
)
from dialogues.models import Commitment, Dialogue, FollowUp, Session
from dialogues.models.commitments import CommitmentValues
from dialogues.permissions import may_commit, may_publish, may_report
from dialogues.services.wording import field_names
from records.services import audit
from records.timing import spell_day

FOLLOW_UP_DAYS = (30, 60, 90)


@transaction.atomic
def make(
    *,
    by: User,
    dialogue: Dialogue,
    values: CommitmentValues,
    due_on: date,
    made_on: date,
    session: Session | None = None,
    form_key: UUID | None = None,
) -> Commitment:
    """Record a promise and ask for follow-ups 30, 60 and 90 days after it was made."""
    may_commit(by, dialogue).require()
    _require_open(dialogue)
    if session is not None and session.dialogue_id != dialogue.pk:
        raise ValueError("this session belongs to another dialogue")
    words = {**values, "session": session, "made_on": made_on, "first_due_on": due_on, "due_on": due_on}
    commitment, is_new = Commitment.objects.get_or_create(
        form_key=form_key or uuid4(), dialogue=dialogue, defaults=words
    )
    if is_new:
        FollowUp.objects.bulk_create(
            FollowUp(commitment=commitment, day=day, due_on=made_on + timedelta(days=day))
            for day in FOLLOW_UP_DAYS
        )
        _record(by, commitment, AuditKind.COMMITMENT_MADE)
    return commitment


@transaction.atomic
def change(*, by: User, commitment: Commitment, version: int, changes: Mapping[str, Any]) -> Commitment:
    """Change the words. That they changed stays visible. The date has a door of its own, `postpone`."""
    may_commit(by, commitment.dialogue).require()
    _require_open(commitment.dialogue)
    if unknown := set(changes) - set(CommitmentValues.__annotations__):
        raise ValueError(f"not a word of a commitment: {sorted(unknown)}")
    row = _lock(commitment)
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name in changed:
        setattr(row, name, changes[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    _record_change(by, row, changed)
    return row


def _record_change(by: User, row: Commitment, changed: list[str]) -> None:
    """Other words are one thing, who may read them another; each has its sentence."""
    if "is_public" in changed:
        kind = AuditKind.COMMITMENT_MARKED_PUBLIC if row.is_public else AuditKind.COMMITMENT_KEPT_OFF
        _record(by, row, kind)
    words = [name for name in changed if name != "is_public"]
    if words:
        _record(by, row, AuditKind.COMMITMENT_CHANGED, fields=field_names(Commitment, words), names=words)


@transaction.atomic
def postpone(
    *, by: User, commitment: Commitment, due_on: date, reason: str, version: int | None = None
) -> Commitment:
    """Move the due date, with a reason. Both dates and the reason stay visible, on the public page too.

    Promises outlive the dialogue: this and `report` work after it was closed.
    """
    may_report(by, commitment.dialogue).require()
    if not reason.strip():
        raise ReasonMissing
    row = _lock(commitment)
    if row.is_settled:
        raise CommitmentSettled
    if row.due_on == due_on:
        return row
    if version is not None and row.version != version:
        raise ChangedMeanwhile
    before, row.due_on = row.due_on, due_on
    row.version += 1
    row.save(update_fields=["due_on", "version"])
    _record(
        by,
        row,
        AuditKind.COMMITMENT_POSTPONED,
        before=spell_day(before),
        when=spell_day(due_on),
        reason=reason.strip(),
        before_on=before.isoformat(),
        due_on=due_on.isoformat(),
    )
    return row


@transaction.atomic
def report(
    *,
    by: User,
    commitment: Commitment,
    status: str,
    text: str,
    evidence: str = "",
    drop_reason: str = "",
    follow_up: FollowUp | None = None,
    form_key: UUID | None = None,
) -> FollowUp:
    """Say where a promise stands: as the answer to an awaited follow-up, or between two of them."""
    may_report(by, commitment.dialogue).require()
    is_dropped = status == CommitmentStatus.DROPPED
    if is_dropped and not drop_reason.strip():
        raise ReasonMissing
    row = _lock(commitment)
    if form_key and (known := FollowUp.objects.filter(form_key=form_key, commitment=row).first()):
        return known
    told = _follow_up_for(row, follow_up)
    told.reported_at, told.reported_by, told.form_key = timezone.now(), by, form_key
    told.status, told.text, told.evidence = status, text.strip(), evidence.strip()
    told.drop_reason = drop_reason.strip() if is_dropped else ""
    told.save()
    row.status, row.drop_reason = status, told.drop_reason
    row.version += 1
    row.save(update_fields=["status", "drop_reason", "version"])
    _record(by, row, AuditKind.FOLLOW_UP_REPORTED, status=str(CommitmentStatus(status).label))
    return told


def _lock(commitment: Commitment) -> Commitment:
    row = Commitment.objects.select_for_update().get(pk=commitment.pk)
    row.dialogue = commitment.dialogue
    return row


def _follow_up_for(commitment: Commitment, follow_up: FollowUp | None) -> FollowUp:
    if follow_up is None:
        zone = ZoneInfo(commitment.dialogue.agency.time_zone)
        return FollowUp(commitment=commitment, day=0, due_on=timezone.localdate(timezone=zone))
    awaited = FollowUp.objects.select_for_update().get(pk=follow_up.pk, commitment=commitment)
    if awaited.reported_at is not None:
        raise FollowUpReported
    return awaited


@transaction.atomic
def publish(*, by: User, dialogue: Dialogue) -> Dialogue:
    """Make the commitments page of the dialogue public. Only commitments marked public stand on it.

    Refused while none is: an empty page tells strangers that nothing was promised.
    """
    may_publish(by, dialogue).require()
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if not row.commitments.filter(is_public=True).exists():
        raise NothingToPublish
    if row.commitments_published_at is None:
        row.commitments_published_at, row.commitments_published_by = timezone.now(), by
        row.save(update_fields=["commitments_published_at", "commitments_published_by"])
        _record_page(by, row, AuditKind.COMMITMENTS_PUBLISHED)
    return row


@transaction.atomic
def unpublish(*, by: User, dialogue: Dialogue) -> Dialogue:
    """Take the page off the public site; its address then answers as if it had never been."""
    may_publish(by, dialogue).require()
    row = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if row.commitments_published_at is not None:
        row.commitments_published_at, row.commitments_published_by = None, None
        row.save(update_fields=["commitments_published_at", "commitments_published_by"])
        _record_page(by, row, AuditKind.COMMITMENTS_UNPUBLISHED)
    return row


def _require_open(dialogue: Dialogue) -> None:
    if not dialogue.is_open:
        raise DialogueClosed


def _record(by: User, commitment: Commitment, kind: str, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=commitment.dialogue.agency_id,
        dialogue_id=commitment.dialogue_id,
        subject=commitment,
        details=details,
    )


def _record_page(by: User, dialogue: Dialogue, kind: str) -> None:
    audit.record(by=by, kind=kind, agency_id=dialogue.agency_id, dialogue_id=dialogue.pk, subject=dialogue)
