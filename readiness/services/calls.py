"""The order of the call tree, and trying whether it works."""

from collections.abc import Collection
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, User
from readiness.choices import AuditKind
from readiness.errors import CallTreeEmpty, DayInFuture, EntryRemoved
from readiness.models import CallTreeEntry, CallTreeTest
from readiness.permissions import may_keep_readiness
from readiness.services.trail import record


@transaction.atomic
def move(*, by: User, entry: CallTreeEntry, places: int) -> CallTreeEntry:
    """Move someone up (minus) or down the call tree. At either end nothing happens."""
    may_keep_readiness(by, entry.agency).require()
    Agency.objects.select_for_update(no_key=True).get(pk=entry.agency_id)
    rows = list(CallTreeEntry.objects.of(entry.agency).kept().in_reading_order().select_for_update())
    here = next((place for place, row in enumerate(rows) if row.pk == entry.pk), None)
    if here is None:
        raise EntryRemoved
    there = min(max(here + places, 0), len(rows) - 1)
    moved = rows.pop(here)
    rows.insert(there, moved)
    for place, row in enumerate(rows, start=1):
        row.position = place
    CallTreeEntry.objects.bulk_update(rows, ["position"])
    if here != there:
        record(by=by, row=moved, kind=AuditKind.CALL_MOVED, place=moved.position)
    return moved


@transaction.atomic
def record_test(
    *,
    by: User,
    agency: Agency,
    held_on: date,
    today: date,
    not_reached: Collection[CallTreeEntry] = (),
    note: str = "",
    form_key: UUID | None = None,
) -> CallTreeTest:
    """Everyone in the tree was called on that day; these were not reached. The same form twice counts once."""
    may_keep_readiness(by, agency).require()
    if held_on > today:
        raise DayInFuture
    called = CallTreeEntry.objects.of(agency).kept().count()
    if not called:
        raise CallTreeEmpty
    if any(row.agency_id != agency.pk for row in not_reached):
        raise ValueError("this place is in the call tree of another agency")
    test, is_new = CallTreeTest.objects.get_or_create(
        form_key=form_key or uuid4(),
        agency=agency,
        defaults={
            "held_on": held_on,
            "called": called,
            "not_reached": [row.name for row in not_reached],
            "note": note,
            "added_at": timezone.now(),
            "added_by": by,
        },
    )
    if is_new:
        record(by=by, row=test, kind=AuditKind.CALL_TREE_TESTED, reached=test.reached, called=test.called)
    return test
