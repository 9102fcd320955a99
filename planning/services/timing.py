"""Changing the times of many items at once: running late, and time for interpreting and captions.

Items are changed by their own services, in one transaction, so that each keeps its version. All of it is one change to
undo: minutes, what was dropped or put in, and the late start.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from planning.choices import AuditKind, ChangeKind, Together
from planning.errors import AgendaMoved, ItemRemoved, NothingToRetime
from planning.models import Agenda, AgendaBlock
from planning.services import items as agenda_items
from planning.services.agenda_rows import Part, keep_change, lock, one_step, require
from planning.summaries.access import a_break
from planning.timing import schedule
from planning.timing.access import replan
from planning.timing.late import Lateness, Remedy, Way, ways_when_late
from records.services import audit


@transaction.atomic
def go_on_late(
    *,
    by: User,
    agenda: Agenda,
    version: int,
    way: Way,
    minutes: int,
    after: int | None = None,
    gone: Collection[int] | None = None,
) -> Agenda:
    """Take over one way to go on: the start, or the item `after` (an id), is late by `minutes`.

    `gone` are the items (ids) that a person chose to drop; None leaves the choice to the marks.

    `version` is that of the agenda whose times were shown; if anything changed since, nothing is done.
    """
    row, blocks = _current(by, agenda, version)
    place = next((index for index, block in enumerate(blocks) if block.pk == after), None)
    if after is not None and place is None:
        raise ItemRemoved
    rows = None if gone is None else [index for index, block in enumerate(blocks) if block.pk in gone]
    late = Lateness(minutes, place, row.session.ends_at, rows)
    remedy = ways_when_late(row.starts_at, blocks, row.session.zone, late)[way]
    if way is Way.DROP and None not in remedy.minutes:
        raise NothingToRetime
    with one_step(by, row, Together.LATE):
        _apply(by, row, blocks, remedy)
        if after is None:
            _begin_at(by, row, row.late_minutes + minutes)
    return _touch(by, row, _how(way, minutes) % {"n": minutes})


@transaction.atomic
def begin_on_time(*, by: User, agenda: Agenda, version: int) -> Agenda:
    """Let the agenda begin again when the session was announced for. Items keep their minutes."""
    row, _blocks = _current(by, agenda, version)
    with one_step(by, row, Together.ON_TIME):
        _begin_at(by, row, 0)
    return _touch(by, row, _("begins as announced"))


@transaction.atomic
def make_room_for_access(
    *, by: User, agenda: Agenda, version: int, items: Collection[int], breaks: Collection[int] = ()
) -> Agenda:
    """Give the chosen items (ids) the minutes that interpreting and captions take, or take them back; put a break
    after each of `breaks` (ids), for interpreters."""
    row, blocks = _current(by, agenda, version)
    chosen = [extra for extra in replan(blocks, row.access) if blocks[extra.index].pk in items]
    rest_after = [block.pk for block in blocks if block.pk in breaks and row.access.is_interpreted]
    if not chosen and not rest_after:
        raise NothingToRetime
    wanted = {
        blocks[extra.index]: {"minutes": extra.after, "access_minutes": extra.access_minutes}
        for extra in chosen
    }
    with one_step(by, row, Together.ACCESS):
        _change(by, row, wanted)
        for pk in rest_after:
            agenda_items.add_item(by=by, agenda=row, values=a_break(), after=pk)
    total = _length(row, list(row.blocks.kept().order_by("position"))) - _length(row, blocks)
    how = ngettext(
        "%(n)+d minute for interpreting and captions",
        "%(n)+d minutes for interpreting and captions",
        abs(total),
    )
    return _touch(by, row, how % {"n": total})


def _length(agenda: Agenda, blocks: Sequence[AgendaBlock]) -> int:
    """From the start to the end, in minutes."""
    return schedule(agenda.starts_at, blocks, agenda.session.zone).minutes


def _current(by: User, agenda: Agenda, version: int) -> tuple[Agenda, list[AgendaBlock]]:
    """The agenda and its items, locked, if they are as they were shown."""
    require(by, agenda.session)
    row = lock(agenda)
    if row.version != version:
        raise AgendaMoved
    blocks = list(row.blocks.kept().order_by("position"))
    for block in blocks:
        block.agenda = row
    return row, blocks


def _apply(by: User, agenda: Agenda, blocks: Sequence[AgendaBlock], remedy: Remedy) -> None:
    wanted: dict[AgendaBlock, dict[str, Any]] = {}
    for block, minutes in zip(blocks, remedy.minutes, strict=True):
        if minutes is None:
            agenda_items.remove_item(by=by, block=block)
        elif minutes != block.minutes:
            wanted[block] = {"minutes": minutes}
            if block.most_minutes and minutes > block.most_minutes:  # it did take that long
                wanted[block]["most_minutes"] = minutes
    _change(by, agenda, wanted)


def _change(by: User, agenda: Agenda, wanted: Mapping[AgendaBlock, Mapping[str, Any]]) -> None:
    """All of them at once."""
    agenda_items.change_items(
        by=by,
        agenda=agenda,
        changes={block.pk: changes for block, changes in wanted.items()},
        versions={block.pk: block.version for block in wanted},
    )


def _how(way: Way, minutes: int) -> str:
    late = ngettext("one minute late", "%(n)d minutes late", minutes)
    taken = {Way.SHIFT: _("everything shifted"), Way.TRIM: _("items shortened"), Way.DROP: _("items dropped")}
    return f"{late}, {taken[way]}"


def _begin_at(by: User, agenda: Agenda, late_minutes: int) -> None:
    """Let the agenda begin so many minutes later than announced."""
    if late_minutes == agenda.late_minutes:
        return
    was, now = {"late_minutes": agenda.late_minutes}, {"late_minutes": late_minutes}
    agenda.late_minutes = late_minutes
    agenda.save(update_fields=["late_minutes"])
    keep_change(by, agenda, ChangeKind.TOGETHER, parts=[Part(None, was, now)])


def _touch(by: User, row: Agenda, how: str) -> Agenda:
    """One more version and one record for the whole."""
    now = Agenda.objects.get(pk=row.pk)  # each item's change counted on
    now.session = row.session
    now.version += 1
    now.changed_at, now.changed_by = timezone.now(), by
    now.save(update_fields=["version", "changed_at", "changed_by"])
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
