"""The items of an agenda: adding, copying, changing, moving, removing and putting back. Each can be undone."""

from collections.abc import Mapping
from copy import copy
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from dialogues.errors import ChangedMeanwhile
from planning.choices import AuditKind, ChangeKind
from planning.errors import AgendaFull, ItemRemoved
from planning.models import Agenda, AgendaBlock
from planning.models.agendas import ItemValues
from planning.services.agenda_rows import (
    FAR,
    MOST_ITEMS,
    Part,
    keep_change,
    keep_refused,
    kept_items,
    lock,
    number,
    place_of,
    record,
    require,
    require_minutes,
    same,
    touch,
)
from planning.summaries.wording import is_our_title, plain
from planning.timing.access import share_after
from records.errors import PageOutdated

GONE = {"kept": False}


@transaction.atomic
def add_item(
    *, by: User, agenda: Agenda, values: ItemValues, after: int | None = None, form_key: UUID | None = None
) -> AgendaBlock:
    """Put a new item after the item `after` (an id), or at the end. Sent twice, the form adds one item.

    Where that item was removed meanwhile, it goes where it stood. Refuses an `after` that was never in this agenda.
    """
    require(by, agenda.session)
    row = lock(agenda)
    if form_key and (known := AgendaBlock.objects.filter(form_key=form_key, agenda=row).first()):
        if known.removed_at is not None:
            raise ItemRemoved
        return known
    block = _insert(row, dict(values), after, form_key)
    _keep_place(by, row, block, ChangeKind.ADDED, AuditKind.AGENDA_ITEM_ADDED, before=GONE)
    return block


@transaction.atomic
def copy_item(*, by: User, block: AgendaBlock) -> AgendaBlock:
    """Put a copy of an item, as it stands now, right after it."""
    require(by, block.agenda.session)
    agenda = lock(block.agenda)
    row = agenda.blocks.get(pk=block.pk)
    if row.removed_at is not None:
        raise ItemRemoved
    values = {name: getattr(row, name) for name in ItemValues.__annotations__}
    made = _insert(agenda, values, row.pk, None)
    _keep_place(by, agenda, made, ChangeKind.COPIED, AuditKind.AGENDA_ITEM_COPIED, before=GONE)
    return made


def change_item(*, by: User, block: AgendaBlock, version: int, changes: Mapping[str, Any]) -> AgendaBlock:
    """Save what a person changed in an item, if nobody saved it since `version`; else refuse.

    The refusal is raised after the transaction, so that the refused text, which is kept, is not rolled back.
    """
    require(by, block.agenda.session)
    if unknown := set(changes) - set(ItemValues.__annotations__):
        raise ValueError(f"not a part of an agenda item: {sorted(unknown)}")
    if block.version == version and not same(block, changes):
        try:
            return _save(by, block, version, changes)
        except _StaleError:
            pass  # someone was faster than this request; look at the row as it is now
    row, is_saved = _change_fresh(by, block, version, changes)
    if not is_saved:
        raise ItemRemoved if row.removed_at is not None else ChangedMeanwhile
    return row


def with_share(block: AgendaBlock, changes: Mapping[str, Any], agenda: Agenda) -> dict[str, Any]:
    """The same changes; with new minutes, those of them that are for access change by the same factor."""
    if "minutes" not in changes or "access_minutes" in changes or not block.access_minutes:
        return dict(changes)
    share = share_after(block, changes["minutes"], agenda.access.percent)
    return {**changes, "access_minutes": share}


def with_title(block: AgendaBlock, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The same changes; where the title says something new, its old Spanish goes, unless it was written for this item.

    It was not where it came with the program's title, or where another item of this agenda, of which one is the copy,
    has the same. A change of the Spanish in the same save stands.
    """
    title = changes.get("title", block.title)
    if "title_es" in changes or not block.title_es or plain(title) == plain(block.title):
        return dict(changes)
    is_of_old_title = is_our_title(block.title, block.title_es) or _has_twin(block)
    return {**changes, "title_es": ""} if is_of_old_title else dict(changes)


def _has_twin(block: AgendaBlock) -> bool:
    """As it was loaded with the item; else asked now."""
    known: bool | None = getattr(block, "has_twin", None)
    if known is not None:
        return known
    return block.agenda.blocks.exclude(pk=block.pk).filter(title_es=block.title_es).exists()


class _StaleError(Exception):
    """The item is not what was loaded any more."""


@transaction.atomic
def _save(by: User, block: AgendaBlock, version: int, changes: Mapping[str, Any]) -> AgendaBlock:
    """Save over the very state that was loaded, without reading it again: one save is few queries."""
    kind = ChangeKind.RETIMED if set(changes) == {"minutes"} else ChangeKind.CHANGED
    changes = with_title(block, with_share(block, changes, block.agenda))
    require_minutes(block, changes)
    before = {name: getattr(block, name) for name in changes}
    touch(by, block.agenda)
    rows = AgendaBlock.objects.kept().filter(pk=block.pk, version=version)
    if not rows.update(**changes, version=F("version") + 1):
        raise _StaleError
    row = copy(block)
    row.version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    parts = [Part(block.pk, before, dict(changes))]
    keep_change(by, block.agenda, kind, label=row.title, parts=parts)
    record(by, block.agenda, AuditKind.AGENDA_ITEM_CHANGED, row)
    return row


@transaction.atomic
def _change_fresh(
    by: User, block: AgendaBlock, version: int, changes: Mapping[str, Any]
) -> tuple[AgendaBlock, bool]:
    agenda = lock(block.agenda)
    row = agenda.blocks.get(pk=block.pk)
    row.agenda = agenda
    if row.removed_at is None and same(row, changes):
        return row, True
    if row.version != version or row.removed_at is not None:
        keep_refused(by, agenda, row.pk, changes)
        return row, False
    return _save(by, row, version, changes), True


@transaction.atomic
def change_items(
    *, by: User, agenda: Agenda, changes: Mapping[int, Mapping[str, Any]], versions: Mapping[int, int]
) -> list[AgendaBlock]:
    """Change several items in one go (keys are items), all or none; undone in one go as well. Refused when one of
    them was changed or removed since its version."""
    require(by, agenda.session)
    row = lock(agenda)
    blocks = {block.pk: block for block in kept_items(row) if block.pk in changes}
    if set(blocks) != set(changes) or any(blocks[pk].version != versions[pk] for pk in blocks):
        raise ChangedMeanwhile
    parts = []
    for pk, block in blocks.items():
        values = with_title(block, with_share(block, changes[pk], row))
        require_minutes(block, values)
        parts.append(Part(pk, {name: getattr(block, name) for name in values}, values))
        for name, value in values.items():
            setattr(block, name, value)
        block.version += 1
        block.save(update_fields=[*values, "version"])
    if parts:
        touch(by, row)
        keep_change(by, row, ChangeKind.TOGETHER, parts=parts)
        record(by, row, AuditKind.AGENDA_ITEMS_CHANGED, row, count=len(parts))
    return list(blocks.values())


@transaction.atomic
def move_item(
    *, by: User, block: AgendaBlock, to: int | None = None, places: int | None = None
) -> AgendaBlock:
    """Move an item to place `to`, counted from 1, or so many `places` up (minus) or down from where it stands
    now, wherever others put it meanwhile. Beyond the ends means the end."""
    require(by, block.agenda.session)
    agenda = lock(block.agenda)
    kept = kept_items(agenda)
    row = next((known for known in kept if known.pk == block.pk), None)
    if row is None:
        raise ItemRemoved
    before, stood = kept.index(row), place_of(row, kept)
    kept.remove(row)
    asked = before + (places or 0) if to is None else to - 1
    place = max(0, min(asked, len(kept)))
    if place == before:
        return row
    kept.insert(place, row)
    number(kept)
    _keep_place(by, agenda, row, ChangeKind.MOVED, AuditKind.AGENDA_ITEM_MOVED, before=stood, kept=kept)
    return row


@transaction.atomic
def remove_item(*, by: User, block: AgendaBlock) -> AgendaBlock:
    """Take an item off the agenda. It can be put back."""
    require(by, block.agenda.session)
    agenda = lock(block.agenda)
    kept = kept_items(agenda)
    row = next((known for known in kept if known.pk == block.pk), None)
    if row is None:
        return agenda.blocks.get(pk=block.pk)
    stood = {"kept": True, **place_of(row, kept)}
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    kept.remove(row)
    number(kept)
    touch(by, agenda)
    keep_change(by, agenda, ChangeKind.REMOVED, label=row.title, parts=[Part(row.pk, stood, GONE)])
    record(by, agenda, AuditKind.AGENDA_ITEM_REMOVED, row)
    return row


@transaction.atomic
def restore_item(*, by: User, block: AgendaBlock) -> AgendaBlock:
    """Put a removed item back where it stood."""
    require(by, block.agenda.session)
    agenda = lock(block.agenda)
    row = agenda.blocks.get(pk=block.pk)
    if row.removed_at is None:
        return row
    put_back(agenda, row, row.position)
    _keep_place(by, agenda, row, ChangeKind.RESTORED, AuditKind.AGENDA_ITEM_RESTORED, before=GONE)
    return row


def put_back(agenda: Agenda, row: AgendaBlock, place: int) -> None:
    """A removed item stands at a place again, counted from 1; `AgendaFull` when there is no room."""
    kept = kept_items(agenda)
    if len(kept) >= MOST_ITEMS:
        raise AgendaFull
    kept.insert(min(place - 1, len(kept)), row)
    row.removed_at, row.position = None, FAR * 2
    row.save(update_fields=["removed_at", "position"])
    number(kept)


def _insert(agenda: Agenda, values: dict[str, Any], after: int | None, form_key: UUID | None) -> AgendaBlock:
    kept = kept_items(agenda)
    if len(kept) >= MOST_ITEMS:
        raise AgendaFull
    place = len(kept) if after is None else _place_after(agenda, kept, after)
    block = AgendaBlock.objects.create(agenda=agenda, position=FAR * 2, form_key=form_key, **values)
    kept.insert(place, block)
    number(kept)
    return block


def _place_after(agenda: Agenda, kept: list[AgendaBlock], after: int) -> int:
    """How many items come before the one that follows `after`."""
    place = next((i + 1 for i, known in enumerate(kept) if known.pk == after), None)
    if place is not None:
        return place
    removed = agenda.blocks.removed().filter(pk=after).first()
    if removed is None:
        raise PageOutdated
    return min(removed.position - 1, len(kept))


def _keep_place(
    by: User,
    agenda: Agenda,
    block: AgendaBlock,
    kind: ChangeKind,
    audit_kind: AuditKind,
    *,
    before: dict[str, Any],
    kept: list[AgendaBlock] | None = None,
) -> None:
    after = place_of(block, kept or kept_items(agenda))
    if "kept" in before:
        after["kept"] = True
    touch(by, agenda)
    keep_change(by, agenda, kind, label=block.title, parts=[Part(block.pk, before, after)])
    record(by, agenda, audit_kind, block)
