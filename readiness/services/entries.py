"""The four verbs of every register: add a line, change it, remove it, put it back."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Agency, User
from dialogues.errors import ChangedMeanwhile
from dialogues.services.wording import field_names
from readiness.choices import AuditKind
from readiness.errors import EntryRemoved
from readiness.models import Entry
from readiness.permissions import may_keep_readiness
from readiness.services.rules import before_save
from readiness.services.trail import record

E = TypeVar("E", bound=Entry)


@transaction.atomic
def add(
    *,
    by: User,
    agency: Agency,
    model: type[E],
    values: Mapping[str, Any],
    form_key: UUID | None = None,
) -> E:
    """Write a new line into a register. The same form sent twice writes one."""
    may_keep_readiness(by, agency).require()
    _refuse_unknown(model, values)
    key = form_key or uuid4()
    mine = _manager(model).filter(form_key=key, agency=agency)
    if (known := mine.first()) is not None:
        return known
    row = model(agency=agency, added_at=timezone.now(), added_by=by, form_key=key, **values)
    before_save(row=row, by=by, changed={*values, "added_at"})
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same form, at the very same moment
        if (known := mine.first()) is None:
            raise
        return known
    record(by=by, row=row, kind=AuditKind.READINESS_ADDED, register=str(row.REGISTER))
    return row


@transaction.atomic
def change(*, by: User, entry: E, version: int, changes: Mapping[str, Any]) -> E:
    """Change a line. Refused when someone else saved since `version`, or removed it."""
    row = lock(by=by, entry=entry)
    _refuse_unknown(type(row), changes)
    if row.version != version:
        raise ChangedMeanwhile
    changed = {name for name, value in changes.items() if getattr(row, name) != value}
    if not changed:
        return row
    for name in changed:
        setattr(row, name, changes[name])
    more = before_save(row=row, by=by, changed=changed)
    row.version += 1
    row.save(update_fields=[*changed, *more, "version"])
    record(
        by=by,
        row=row,
        kind=AuditKind.READINESS_CHANGED,
        register=str(row.REGISTER),
        fields=field_names(type(row), changed),
    )
    return row


@transaction.atomic
def remove(*, by: User, entry: E) -> E:
    """Take a line out of its register. It stays on the list of what was removed."""
    row = lock(by=by, entry=entry, also_removed=True)
    if row.removed_at is None:
        row.removed_at, row.removed_by = timezone.now(), by
        row.save(update_fields=["removed_at", "removed_by"])
        record(by=by, row=row, kind=AuditKind.READINESS_REMOVED, register=str(row.REGISTER))
    return row


@transaction.atomic
def put_back(*, by: User, entry: E) -> E:
    """Undo `remove`: the line stands in its register as it was."""
    row = lock(by=by, entry=entry, also_removed=True)
    if row.removed_at is not None:
        row.removed_at = row.removed_by = None
        more = before_save(row=row, by=by, changed={"removed_at"})
        row.save(update_fields=["removed_at", "removed_by", *more])
        record(by=by, row=row, kind=AuditKind.READINESS_PUT_BACK, register=str(row.REGISTER))
    return row


def lock(*, by: User, entry: E, also_removed: bool = False) -> E:
    """The line as it is now, held until the transaction ends, for someone who keeps the register."""
    may_keep_readiness(by, entry.agency).require()
    row: E = _manager(type(entry)).select_for_update(of=("self",)).get(pk=entry.pk)
    row.agency = entry.agency
    if row.removed_at is not None and not also_removed:
        raise EntryRemoved
    return row


def _manager(model: type[E]) -> QuerySet[E]:
    return model._default_manager.all()  # noqa: SLF001 - Django's name for it


def _refuse_unknown(model: type[Entry], names: Iterable[str]) -> None:
    if unknown := set(names) - set(model.FILLED_IN):
        raise ValueError(f"not a part of {model.__name__} that people fill in: {sorted(unknown)}")
