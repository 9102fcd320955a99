"""Formats of people and agencies: keeping an agenda as one, changing, copying, retiring it, and starting from it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import ChangedMeanwhile
from dialogues.models import Session
from planning.choices import AuditKind
from planning.errors import AgendaStarted, FormatElsewhere, FormatEmpty, FormatRetired
from planning.models import Agenda, AgendaBlock, OwnFormat, OwnFormatVersion
from planning.models.formats import FormatValues
from planning.permissions import may_change_format, may_keep_agenda, may_keep_format
from planning.services.agenda_rows import require
from planning.services.agendas import block_since, put_account_in
from planning.summaries.formats import items_of, placed
from planning.summaries.keeping import blocks_to_keep
from planning.summaries.since_last_time import SinceLastTime
from records.services import audit

NOT_IN_FORMAT = ["agenda", "form_key", "removed_at"]


@transaction.atomic
def keep(
    *,
    by: User,
    agenda: Agenda,
    level: str,
    values: FormatValues,
    leads: Iterable[str] = (),
    form_key: UUID | None = None,
) -> OwnFormat:
    """Keep the shape of an agenda as a new format. `leads` are those typed leads that are roles, not names.

    The same form sent twice keeps one.
    """
    agency = agenda.session.dialogue.agency
    may_keep_agenda(by, agenda.session.dialogue).require()
    may_keep_format(by, agency, level).require()
    blocks = _blocks(agenda, leads)
    row, is_new = OwnFormat.objects.get_or_create(
        form_key=form_key or uuid4(),
        agency=agency,
        defaults={
            **values,
            "level": level,
            "base": agenda.format,
            "source_agenda": agenda,
            "minutes": _length(blocks),
            "written_at": timezone.now(),
            "written_by": by,
        },
    )
    if is_new:
        _add_version(by, row, blocks, agenda.ground_rules)
        _record(by, row, AuditKind.FORMAT_KEPT, version="1")
    return row


@transaction.atomic
def renew(*, by: User, own: OwnFormat, agenda: Agenda, leads: Iterable[str] = ()) -> OwnFormat:
    """Make the agenda the next version of a format. What began with an earlier version stays as it is."""
    may_keep_agenda(by, agenda.session.dialogue).require()
    row = _lock(by, own)
    _require_in_use(row)
    _require_same_agency(row, agenda.session)
    blocks = _blocks(agenda, leads)
    newest = row.versions.get(number=row.number)
    if newest.blocks == blocks and newest.ground_rules == agenda.ground_rules:
        return row
    row.number, row.minutes = row.number + 1, _length(blocks)
    row.save(update_fields=["number", "minutes"])
    _add_version(by, row, blocks, agenda.ground_rules)
    _record(by, row, AuditKind.FORMAT_KEPT, version=str(row.number))
    return row


@transaction.atomic
def change(*, by: User, own: OwnFormat, version: int, changes: Mapping[str, Any]) -> OwnFormat:
    """Change what a format says of itself, its name among it, if nobody did since `version`."""
    row = _lock(by, own)
    _require_in_use(row)
    wanted = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not wanted:
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*wanted, "version"])
    _record(by, row, AuditKind.FORMAT_CHANGED)
    return row


@transaction.atomic
def copy(*, by: User, own: OwnFormat, name: str, level: str, form_key: UUID | None = None) -> OwnFormat:
    """Copy the newest version of a format, for oneself or for everyone in the agency."""
    may_keep_format(by, own.agency, level).require()
    said = ("purpose", "phases", "smallest_group", "largest_group", "room", "warnings", "base", "minutes")
    row, is_new = OwnFormat.objects.get_or_create(
        form_key=form_key or uuid4(),
        agency=own.agency,
        defaults={
            **{field: getattr(own, field) for field in said},
            "name": name,
            "level": level,
            "copied_from": own,
            "written_at": timezone.now(),
            "written_by": by,
        },
    )
    if is_new:
        newest = own.versions.get(number=own.number)
        _add_version(by, row, newest.blocks, newest.ground_rules)
        _record(by, row, AuditKind.FORMAT_COPIED, source=own.name)
    return row


@transaction.atomic
def retire(*, by: User, own: OwnFormat) -> OwnFormat:
    """Take a format out of the library. Agendas that began with it stay, and it can be put back."""
    row = _lock(by, own)
    if not row.is_retired:
        row.retired_at, row.retired_by = timezone.now(), by
        row.save(update_fields=["retired_at", "retired_by"])
        _record(by, row, AuditKind.FORMAT_RETIRED)
    return row


@transaction.atomic
def put_back(*, by: User, own: OwnFormat) -> OwnFormat:
    """Undo `retire`."""
    row = _lock(by, own)
    if row.is_retired:
        row.retired_at = row.retired_by = None
        row.save(update_fields=["retired_at", "retired_by"])
        _record(by, row, AuditKind.FORMAT_RETURNED)
    return row


@transaction.atomic
def start(*, by: User, session: Session, own: OwnFormat, accounts_for_promises: bool = False) -> Agenda:
    """Make the agenda of a session a copy of the newest version of an own format. A session has one agenda.

    Later versions of the format never reach it. Raises `FormatElsewhere` for a format of another agency.
    """
    require(by, session)
    _require_in_use(own)
    _require_same_agency(own, session)
    newest = own.versions.get(number=own.number)
    agenda, is_new = Agenda.objects.get_or_create(
        session=session,
        defaults={
            "format": own.base,
            "ground_rules": session.dialogue.ground_rules or newest.ground_rules,
            "changed_at": timezone.now(),
            "changed_by": by,
        },
    )
    if not is_new:
        raise AgendaStarted
    items = items_of(newest.blocks)
    if accounts_for_promises and (since := SinceLastTime.of(session, now=timezone.now())):
        put_account_in(items, block_since(agenda, since), session)
    for position, item in enumerate(items, start=1):
        item.agenda, item.position = agenda, position
    AgendaBlock.objects.bulk_create(items)
    audit.record(
        by=by,
        kind=AuditKind.AGENDA_STARTED,
        agency_id=own.agency_id,
        dialogue_id=session.dialogue_id,
        subject=agenda,
        subject_label=session.title,
        details={"format": own.name},
    )
    return agenda


def _blocks(agenda: Agenda, leads: Iterable[str]) -> list[dict[str, Any]]:
    """The agenda's items as a format keeps them, held to the same rules as an agenda item is."""
    blocks = blocks_to_keep(agenda.blocks.kept().order_by("position"), leads=leads)
    if not blocks:
        raise FormatEmpty
    for item in items_of(blocks):
        item.clean_fields(exclude=NOT_IN_FORMAT)
    return blocks


def _length(blocks: Iterable[dict[str, Any]]) -> int:
    return placed(items_of(blocks), timezone.now())[1]


def _add_version(by: User, row: OwnFormat, blocks: list[dict[str, Any]], ground_rules: str) -> None:
    OwnFormatVersion.objects.create(
        own_format=row,
        number=row.number,
        blocks=blocks,
        ground_rules=ground_rules,
        minutes=_length(blocks),
        made_at=timezone.now(),
        made_by=by,
    )


def _require_in_use(own: OwnFormat) -> None:
    if own.is_retired:
        raise FormatRetired


def _require_same_agency(own: OwnFormat, session: Session) -> None:
    if own.agency_id != session.dialogue.agency_id:
        raise FormatElsewhere


def _lock(by: User, own: OwnFormat) -> OwnFormat:
    may_change_format(by, own).require()
    row = OwnFormat.objects.select_for_update().get(pk=own.pk)
    row.agency = own.agency
    return row


def _record(by: User, row: OwnFormat, kind: str, **details: str) -> None:
    audit.record(by=by, kind=kind, agency_id=row.agency_id, subject=row, details=details)
