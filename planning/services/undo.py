"""Taking back one's own last change to an agenda, and making it again. What others did meanwhile stays."""

from typing import Any

from django.db import transaction
from django.db.models import Field, Model
from django.utils import timezone

from accounts.models import User
from planning.choices import AuditKind
from planning.errors import ChangedSince, ChangedSinceUndone, NothingToUndo
from planning.models import Agenda, AgendaBlock, AgendaChange
from planning.models.agendas import ItemValues
from planning.services.agenda_rows import DETAILS, kept_items, lock, number, record, require, touch
from planning.services.items import put_back
from planning.summaries.changes import MyChanges

# Of the agenda itself; who changes its details is not at odds with a late start.
OF_AGENDA = DETAILS | {"late_minutes"}


def undo(*, by: User, agenda: Agenda) -> AgendaChange:
    """Take back the last change that this person made and did not take back yet.

    Refused when there is none, or when someone changed the same item since: their work would be lost. Such a change
    is given up, so that the next try takes the one before; hence the refusal comes after the transaction.
    """
    change = _undo(by, agenda)
    if change.is_given_up:
        raise ChangedSince
    return change


@transaction.atomic
def _undo(by: User, agenda: Agenda) -> AgendaChange:
    require(by, agenda.session)
    row = lock(agenda)
    change = MyChanges.of(row, by).undo
    if change is None:
        raise NothingToUndo
    if not _turn_or_give_up(by, row, change, seen="after", wanted="before"):
        return change
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    record(by, row, AuditKind.AGENDA_CHANGE_UNDONE, row, item=change.label)
    return change


def redo(*, by: User, agenda: Agenda) -> AgendaChange:
    """Make the change again that this person took back last, as long as they changed nothing else since.

    Refused and given up like undo, so that the next try makes the change after it.
    """
    change = _redo(by, agenda)
    if change.is_given_up:
        raise ChangedSinceUndone
    return change


@transaction.atomic
def _redo(by: User, agenda: Agenda) -> AgendaChange:
    require(by, agenda.session)
    row = lock(agenda)
    change = MyChanges.of(row, by).redo
    if change is None:
        raise NothingToUndo
    if not _turn_or_give_up(by, row, change, seen="before", wanted="after"):
        return change
    change.undone_at = None
    change.save(update_fields=["undone_at"])
    record(by, row, AuditKind.AGENDA_CHANGE_REDONE, row, item=change.label)
    return change


def _turn_or_give_up(by: User, agenda: Agenda, change: AgendaChange, *, seen: str, wanted: str) -> bool:
    try:
        _turn(by, agenda, change, seen=seen, wanted=wanted)
    except ChangedSince:
        change.is_given_up = True
        change.save(update_fields=["is_given_up"])
    return not change.is_given_up


def _turn(by: User, agenda: Agenda, change: AgendaChange, *, seen: str, wanted: str) -> None:
    """Check every part against the state that the change left, then set each to the other state; back in the order
    from the last part to the first, so that each finds the item that it followed."""
    keys = [part["block"] for part in change.parts if part["block"] is not None]
    blocks = {block.pk: block for block in agenda.blocks.filter(pk__in=keys)}
    rows = [(blocks.get(part["block"], agenda), part) for part in change.parts]
    moved = _moved_by_others(agenda, change)
    for row, part in rows:
        if not _is_as(row, part[seen]) or ("follows" in part[seen] and part["block"] in moved):
            raise ChangedSince
    for row, part in rows if wanted == "after" else reversed(rows):
        _set(agenda, row, part[wanted])
    touch(by, agenda)


def _moved_by_others(agenda: Agenda, change: AgendaChange) -> set[int]:
    """Items of which others changed the place after this change was made or turned last."""
    others = agenda.changes.exclude(made_by=change.made_by_id).filter(
        pk__gt=change.pk, undone_at__isnull=True
    )
    return {
        part["block"]
        for parts in others.values_list("parts", flat=True)
        for part in parts
        if "place" in part["after"]
    }


def _is_as(row: Agenda | AgendaBlock, state: dict[str, Any]) -> bool:
    if isinstance(row, AgendaBlock):
        is_kept = row.removed_at is None
        if is_kept != state.get("kept", True):
            return False
    return all(getattr(row, name) == value for name, value in _values(row, state).items())


def _values(row: Agenda | AgendaBlock, state: dict[str, Any]) -> dict[str, Any]:
    """The fields of a kept state, as Python knows them."""
    model = type(row)
    names = ItemValues.__annotations__ if model is AgendaBlock else OF_AGENDA
    return {name: field_of(model, name).to_python(state[name]) for name in names if name in state}


def field_of(model: type[Model], name: str) -> Field:
    """A column of a table; one of ours always is one."""
    field = model._meta.get_field(name)  # noqa: SLF001 - public by custom
    assert isinstance(field, Field)
    return field


def _set(agenda: Agenda, row: Agenda | AgendaBlock, state: dict[str, Any]) -> None:
    values = _values(row, state)
    if values:
        for name, value in values.items():
            setattr(row, name, value)
        versions = [] if set(values) == {"late_minutes"} else [_version_of(row)]
        for version in versions:
            setattr(row, version, getattr(row, version) + 1)
        row.save(update_fields=[*values, *versions])
    if isinstance(row, AgendaBlock) and ("kept" in state or "follows" in state):
        _set_place(agenda, row, state)


def _version_of(row: Agenda | AgendaBlock) -> str:
    return "version" if isinstance(row, AgendaBlock) else "details_version"


def _set_place(agenda: Agenda, row: AgendaBlock, state: dict[str, Any]) -> None:
    """Off the agenda, or after the item that it followed; where that is gone, at the place that it had."""
    kept = kept_items(agenda)
    if not state.get("kept", True):
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        kept.remove(row)
        number(kept)
        return
    others = [block for block in kept if block.pk != row.pk]
    follows = next((i + 1 for i, block in enumerate(others) if block.pk == state["follows"]), None)
    place = 1 if state["follows"] is None else (follows or state["place"] - 1) + 1
    if row.removed_at is not None:
        put_back(agenda, row, place)
        return
    others.insert(place - 1, next(block for block in kept if block.pk == row.pk))
    number(others)
