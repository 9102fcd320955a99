"""Writing down what was heard, without names, each note in exactly one space."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues.choices import AuditKind
from dialogues.errors import ChangedMeanwhile, DialogueClosed, NoteRemoved, SpaceNotYours
from dialogues.models import Dialogue, Note, Session
from dialogues.permissions import may_take_notes, may_write_note, spaces_written_by
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
    if session is not None and session.dialogue_id != dialogue.pk:
        raise ValueError("this session belongs to another dialogue")
    note, is_new = Note.objects.get_or_create(
        form_key=form_key or uuid4(),
        dialogue=dialogue,
        defaults={
            "session": session,
            "space": space,
            "kind": kind,
            "text": text.strip(),
            "written_at": timezone.now(),
            "written_by": by,
        },
    )
    if is_new:
        _record(by, note, AuditKind.NOTE_WRITTEN)
    return note


@transaction.atomic
def change(*, by: User, note: Note, version: int, kind: str, text: str) -> Note:
    """Change the words of a note. Its space stays: what was said in confidence does not move by an edit."""
    row = _lock(by, note)
    if row.removed_at is not None:
        raise NoteRemoved
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
    """Take a note away: nobody reads it until it is put back."""
    row = _lock(by, note)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        _record(by, row, AuditKind.NOTE_REMOVED)
    return row


@transaction.atomic
def put_back(*, by: User, note: Note) -> Note:
    """Undo `remove`: the note is read again, in its own space, as it was."""
    row = _lock(by, note)
    if row.removed_at is not None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        _record(by, row, AuditKind.NOTE_PUT_BACK)
    return row


@transaction.atomic
def record_export(*, by: User, dialogue: Dialogue, count: int) -> None:
    """The joint notes leave as a file. Who took them stays in the record; other spaces never leave."""
    may_take_notes(by, dialogue).require()
    audit.record(
        by=by,
        kind=AuditKind.EXPORT_MADE,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        details={"what": gettext_noop("the joint notes"), "count": count},
    )


def _lock(by: User, note: Note) -> Note:
    _require(by, note.dialogue, note.space)
    row = Note.objects.select_for_update().get(pk=note.pk)
    row.dialogue = note.dialogue
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
