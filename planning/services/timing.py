"""Changing the times of many items at once: running late, and time for interpreting and captions.

Each item is changed by its own service, in one transaction, so that each keeps its revision and its version.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dialogues.errors import DialogueClosed
from planning.choices import AuditKind
from planning.errors import AgendaMoved, ItemRemoved, NothingToRetime
from planning.models import Agenda, AgendaBlock
from planning.permissions import may_change_agenda
from planning.services import agendas
from planning.timing.access import replan
from planning.timing.late import Remedy, Way, ways_when_late
from records.services import audit


@transaction.atomic
def go_on_late(
    *, by: User, agenda: Agenda, version: int, way: Way, minutes: int, after: int | None = None
) -> Agenda:
    """Take over one way to go on: the start, or the item `after` (an id), is late by `minutes`.

    `version` is that of the agenda whose times were shown; if anything changed since, nothing is done.
    """
    row, blocks = _current(by, agenda, version)
    place = next((index for index, block in enumerate(blocks) if block.pk == after), None)
    if after is not None and place is None:
        raise ItemRemoved
    found = ways_when_late(row.starts_at, blocks, row.session.zone, late=minutes, after=place)
    _apply(by, blocks, found[way])
    later = minutes if after is None else 0
    how = _how(way) % {"n": minutes}
    return _touch(by, row, how, late_minutes=row.late_minutes + later)


@transaction.atomic
def begin_on_time(*, by: User, agenda: Agenda, version: int) -> Agenda:
    """Let the agenda begin again when the session was announced for. Items keep their minutes."""
    row, _blocks = _current(by, agenda, version)
    return _touch(by, row, _("begins as announced"), late_minutes=0)


@transaction.atomic
def make_room_for_access(*, by: User, agenda: Agenda, version: int, items: Collection[int]) -> Agenda:
    """Give the chosen items (ids) the minutes that interpreting and captions take, or take them back."""
    row, blocks = _current(by, agenda, version)
    chosen = [extra for extra in replan(blocks, row.access) if blocks[extra.index].pk in items]
    if not chosen:
        raise NothingToRetime
    for extra in chosen:
        changes = {"minutes": extra.after, "access_minutes": extra.access_minutes}
        _change(by, blocks[extra.index], changes)
    total = sum(extra.difference for extra in chosen)
    how = _("%(n)+d minutes for interpreting and captions") % {"n": total}
    return _touch(by, row, how, late_minutes=row.late_minutes)


def _current(by: User, agenda: Agenda, version: int) -> tuple[Agenda, list[AgendaBlock]]:
    """The agenda and its items, locked, if they are as they were shown."""
    may_change_agenda(by, agenda.session.dialogue).require()
    if not agenda.session.dialogue.is_open:
        raise DialogueClosed
    row = Agenda.objects.select_for_update().get(pk=agenda.pk)
    row.session = agenda.session
    if row.version != version:
        raise AgendaMoved
    blocks = list(row.blocks.kept().order_by("position"))
    for block in blocks:
        block.agenda = row
    return row, blocks


def _apply(by: User, blocks: Sequence[AgendaBlock], remedy: Remedy) -> None:
    for block, minutes in zip(blocks, remedy.minutes, strict=True):
        if minutes is None:
            agendas.remove_item(by=by, block=block)
        elif minutes != block.minutes:
            changes: dict[str, Any] = {"minutes": minutes}
            if block.most_minutes and minutes > block.most_minutes:  # it did take that long
                changes["most_minutes"] = minutes
            _change(by, block, changes)


def _change(by: User, block: AgendaBlock, changes: dict[str, Any]) -> None:
    agendas.change_item(by=by, block=block, version=block.version, changes=changes)


def _how(way: Way) -> str:
    return {
        Way.SHIFT: _("%(n)d minutes late, everything shifted"),
        Way.TRIM: _("%(n)d minutes late, items shortened"),
        Way.DROP: _("%(n)d minutes late, items dropped"),
    }[way]


def _touch(by: User, row: Agenda, how: str, *, late_minutes: int) -> Agenda:
    """One more version and one record for the whole."""
    now = Agenda.objects.get(pk=row.pk)  # each item's change counted on
    now.session = row.session
    now.version += 1
    now.changed_at, now.changed_by, now.late_minutes = timezone.now(), by, late_minutes
    now.save(update_fields=["version", "changed_at", "changed_by", "late_minutes"])
    dialogue = row.session.dialogue
    audit.record(
        by=by,
        kind=AuditKind.AGENDA_RETIMED,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=now,
        subject_label=row.session.title,
        details={"how": how},
    )
    return now
