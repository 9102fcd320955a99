"""Who may take part: adding, changing, removing people, and taking the list out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from dialogues import formats
from dialogues.choices import AttendanceWay, AuditKind
from dialogues.errors import AlreadyParticipant, ChangedMeanwhile, DialogueClosed
from dialogues.models import Attendance, Dialogue, Participant
from dialogues.permissions import may_export_participants, may_see_participants
from records.formats import csv
from records.services import audit, bounces, outbox


@transaction.atomic
def add(
    *, by: User, dialogue: Dialogue, details: Mapping[str, Any], form_key: UUID | None = None
) -> Participant:
    """Put a person on the list. The same form sent twice adds one; an e-mail address stands there once."""
    _check(by, dialogue)
    again = Participant.objects.filter(form_key=form_key, dialogue=dialogue).first() if form_key else None
    if again is not None:
        return again
    participant = Participant(
        dialogue=dialogue, added_at=timezone.now(), form_key=form_key, **_known(details)
    )
    if not _save(participant):
        return Participant.objects.get(form_key=form_key, dialogue=dialogue)
    audit.record(
        by=by,
        kind=AuditKind.PARTICIPANT_ADDED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=participant,
        details={"category": participant.get_category_display()},
    )
    return participant


@transaction.atomic
def change(*, by: User, participant: Participant, version: int, changes: Mapping[str, Any]) -> Participant:
    """Change what is kept about a person. The record says that it was changed, not what.

    Refused when someone else saved since `version`, also the person themselves by their private link.
    """
    dialogue = participant.dialogue
    _check(by, dialogue)
    participant = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if participant.version != version:
        raise ChangedMeanwhile
    changed = {name: value for name, value in _known(changes).items() if getattr(participant, name) != value}
    if not changed:
        return participant
    for name, value in changed.items():
        setattr(participant, name, value)
    participant.version += 1
    _save(participant)
    if "email" in changed:
        bounces.clear(by=by, recipient=participant.reference)
    audit.record(
        by=by,
        kind=AuditKind.PARTICIPANT_CHANGED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=participant,
    )
    return participant


@transaction.atomic
def remove(*, by: User, participant: Participant) -> None:
    """Erase a person: what is kept, their invitations, letters on the way. Attendance stays as a number.

    A closed dialogue is no obstacle: erasing must always be possible.
    """
    dialogue = participant.dialogue
    may_see_participants(by, dialogue).require()
    outbox.cancel_pending(
        by=by,
        reason=formats.REMOVED,
        dialogue_id=dialogue.pk,
        recipient=participant.reference,
    )
    bounces.clear(by=by, recipient=participant.reference)
    Attendance.objects.filter(participant=participant).update(
        way=AttendanceWay.COUNT, label="", participant=None
    )
    audit.record(
        by=by,
        kind=AuditKind.PARTICIPANT_REMOVED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=participant,
    )
    participant.delete()


@transaction.atomic
def export(*, by: User, dialogue: Dialogue) -> bytes:
    """The whole list as a file that can be read in again. The record keeps who took it out."""
    may_export_participants(by, dialogue).require()
    people = list(dialogue.participants.order_by("name", "pk"))
    audit.record(
        by=by,
        kind=AuditKind.EXPORT_MADE,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        details={"what": "the list of people", "count": len(people)},
    )
    return b"".join(csv.write(formats.COLUMNS, (formats.row_of(person) for person in people)))


def _check(by: User, dialogue: Dialogue) -> None:
    may_see_participants(by, dialogue).require()
    if not dialogue.is_open:
        raise DialogueClosed


def _known(details: Mapping[str, Any]) -> dict[str, Any]:
    """Only what a person may say; nothing else of a request reaches the row."""
    return {name: details[name] for name in formats.COLUMNS if name in details}


def _save(participant: Participant) -> bool:
    """The database decides what is there already: two people may add the same person at the same moment.

    False when the very same form was saved a moment ago.
    """
    try:
        with transaction.atomic():
            participant.save()
    except IntegrityError as refused:
        if "participant_email_once" in str(refused):
            raise AlreadyParticipant from refused
        if "form_key" not in str(refused):
            raise
        return False
    return True
