"""Writing down what was heard, without names, each note in exactly one space."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.choices import AuditKind
from dialogues.errors import ChangedMeanwhile, DialogueClosed, SpaceNotYours
from dialogues.models import Dialogue, Note, Session
from dialogues.permissions import may_write_note, spaces_written_by
from records.choices import Space
from records.services import audit


@transaction.atomic
def write(
    *,
    by: User,
    dialogue: Dialogue,
    space: str,
    kind: str,
    text: str,
    session: Session | None = None,
    form_key: UUID | None = None,
) -> Note:
    """Keep one note in a space that the person's seat reaches. The same form sent twice keeps one note."""
    _require(by, dialogue, space)
    if form_key and (known := Note.objects.filter(form_key=form_key, dialogue=dialogue).first()):
        return known
    note = Note.objects.create(
        dialogue=dialogue,
        session=session,
        space=space,
        kind=kind,
        text=text.strip(),
        written_at=timezone.now(),
        written_by=by,
        form_key=form_key,
    )
    _record(by, note, AuditKind.NOTE_WRITTEN)
    return note


@transaction.atomic
def change(*, by: User, note: Note, version: int, kind: str, text: str) -> Note:
    """Change the words of a note. Its space stays: what was said in confidence does not move by an edit."""
    _require(by, note.dialogue, note.space)
    row = Note.objects.select_for_update().get(pk=note.pk)
    if (row.kind, row.text) == (kind, text.strip()):
        return row
    if row.version != version:
        raise ChangedMeanwhile
    row.kind, row.text, row.version = kind, text.strip(), row.version + 1
    row.save(update_fields=["kind", "text", "version"])
    _record(by, row, AuditKind.NOTE_CHANGED)
    return row


@transaction.atomic
def remove(*, by: User, note: Note) -> Note:
    """Take a note away. It can be put back by writing it again; nobody reads it meanwhile."""
    _require(by, note.dialogue, note.space)
    row = Note.objects.select_for_update().get(pk=note.pk)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _record(by, row, AuditKind.NOTE_REMOVED)
    return row


def _require(by: User, dialogue: Dialogue, space: str) -> None:
    may_write_note(by, dialogue).require()
    if not dialogue.is_open:
        raise DialogueClosed
    if space not in spaces_written_by(by, dialogue):
        raise SpaceNotYours


def _record(by: User, note: Note, kind: str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=note.dialogue.agency_id,
        dialogue_id=note.dialogue_id,
        space=note.space,
        subject=note,
        details={"space_name": str(Space(note.space).label)},
    )
