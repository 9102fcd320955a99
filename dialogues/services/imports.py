"""A file of participants: read, looked at, then added. Nothing is added that was not shown first."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues import formats
from dialogues.choices import AuditKind
from dialogues.errors import DialogueClosed, ImportNotOpen
from dialogues.models import Dialogue, Participant, ParticipantImport
from dialogues.permissions import may_see_participants
from records.formats import csv
from records.services import audit

MOST_ROWS = 20_000
FORGOTTEN_AFTER = timedelta(days=1)
TWICE = gettext_noop("This person stands in the file twice. The first row is added.")
KNOWN = gettext_noop("This person is already on the list.")
COLUMNS = [csv.Column(name, also=formats.ALSO_CALLED.get(name, ())) for name in formats.COLUMNS]


@transaction.atomic
def read(*, by: User, dialogue: Dialogue, upload: Any) -> ParticipantImport:
    """Read a file and keep what it says until someone confirms it, for a day at most. Adds nobody."""
    _check(by, dialogue)
    table = csv.read(upload, columns=COLUMNS, max_rows=MOST_ROWS)
    rows, problems = _sort_out(dialogue, table)
    return ParticipantImport.objects.create(
        dialogue=dialogue,
        uploaded_by=by,
        uploaded_at=timezone.now(),
        rows=rows,
        problems=problems,
    )


@transaction.atomic
def confirm(*, by: User, upload: ParticipantImport) -> int:
    """Add the people that the preview showed and return how many. Sent twice, it adds once.

    Whoever came on the list since the preview, by hand or from another file, is left as they are.
    """
    _check(by, upload.dialogue)
    dialogue = Dialogue.objects.select_for_update(no_key=True, of=("self",)).get(pk=upload.dialogue_id)
    row = ParticipantImport.objects.select_for_update().get(pk=upload.pk)
    if row.confirmed_at is not None:
        return row.added_count
    if not row.rows:
        raise ImportNotOpen
    now = timezone.now()
    known = _known_people(dialogue)
    fresh = [details for details in row.rows if formats.sameness(details) not in known]
    before = dialogue.participants.count()
    Participant.objects.bulk_create(
        (Participant(dialogue=dialogue, added_at=now, **details) for details in fresh),
        batch_size=1000,
        ignore_conflicts=True,
    )
    row.added_count = dialogue.participants.count() - before
    row.confirmed_at, row.rows, row.problems = now, [], []
    row.save()
    audit.record(
        by=by,
        kind=AuditKind.PARTICIPANTS_IMPORTED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        details={"count": row.added_count},
    )
    return row.added_count


@transaction.atomic
def discard(*, by: User, upload: ParticipantImport) -> None:
    """Forget a file without adding anybody."""
    may_see_participants(by, upload.dialogue).require()
    ParticipantImport.objects.filter(pk=upload.pk, confirmed_at=None).delete()


@transaction.atomic
def clear_forgotten(*, now: datetime) -> int:
    """Remove what nobody confirmed within a day. Nothing was done with it, so the record keeps nothing."""
    old = ParticipantImport.objects.filter(confirmed_at=None, uploaded_at__lte=now - FORGOTTEN_AFTER)
    return old.delete()[0]


def _check(by: User, dialogue: Dialogue) -> None:
    may_see_participants(by, dialogue).require()
    if not dialogue.is_open:
        raise DialogueClosed


def _known_people(dialogue: Dialogue) -> set[formats.Sameness]:
    """Those on the list, by their address; those without one by name, alias, organization and phone."""
    people = dialogue.participants.values("email", "name", "alias", "organization", "phone")
    return {formats.sameness(person) for person in people.iterator()} - {formats.NOBODY}


def _sort_out(dialogue: Dialogue, table: csv.Table) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Rows to add; and what is wrong, double or left out, each with the row number a spreadsheet shows."""
    known, seen = _known_people(dialogue), set[formats.Sameness]()
    rows: list[dict[str, str]] = []
    problems = [_problem("note", None, note) for note in table.notes]
    problems += [_problem("wrong", problem.row, problem.sentence) for problem in table.problems]
    for number, cells in table.rows:
        row = formats.read_row(number, cells)
        same = formats.sameness(row.details)
        if row.mistakes:
            problems += [_problem("wrong", number, mistake) for mistake in row.mistakes]
        elif same in known:
            problems.append(_problem("double", number, _(KNOWN)))
        elif same in seen:
            problems.append(_problem("double", number, _(TWICE)))
        else:
            seen |= {same} - {formats.NOBODY}
            rows.append(row.details)
    return rows, problems


def _problem(kind: str, row: int | None, sentence: str) -> dict[str, Any]:
    return {"kind": kind, "row": row, "sentence": str(sentence)}
