"""Writing and changing the charter of a standing body. Every version stands in the record."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from dialogues import permissions
from dialogues.choices.charter import CharterAuditKind
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from dialogues.models import Charter, CharterSeat, Dialogue
from dialogues.services.wording import field_names
from records.services import audit

COLUMNS = (
    "purpose",
    "term",
    "chair",
    "quorum",
    "chief_access",
    "power",
    "open_meetings",
    "adopted_on",
    "amended_on",
    "review_on",
)


@transaction.atomic
def write(*, by: User, dialogue: Dialogue, version: int, changes: Mapping[str, Any]) -> Charter:
    """Write the first version, or change the charter if nobody did since `version` (0: there was none).

    `changes` holds columns of `Charter`, and `seats` as pairs of group and number.
    """
    permissions.may_change_charter(by, dialogue).require()
    if unknown := set(changes) - {*COLUMNS, "seats"}:
        raise ValueError(f"not a part of a charter: {sorted(unknown)}")
    locked = Dialogue.objects.select_for_update(no_key=True, of=("self",)).get(pk=dialogue.pk)
    if not locked.is_open:
        raise DialogueClosed
    row = Charter.objects.filter(dialogue=locked).first()
    is_first = row is None
    row = row or Charter(dialogue=locked, version=0)
    changed = [name for name, value in changes.items() if _value(row, name) != value]
    if not changed and not is_first:
        return row
    if row.version != version:
        raise ChangedMeanwhile
    for name in changed:
        if name != "seats":
            setattr(row, name, changes[name])
    row.version += 1
    row.changed_at, row.changed_by = timezone.now(), by
    row.save()
    if "seats" in changed:
        _seat(row, changes["seats"])
    _record(by, row, changed, is_first)
    return row


def _value(charter: Charter, name: str) -> Any:
    if name != "seats":
        return getattr(charter, name)
    return tuple((seat.group, seat.count) for seat in charter.seats.all()) if charter.pk else ()


def _seat(charter: Charter, seats: tuple[tuple[str, int], ...]) -> None:
    charter.seats.all().delete()
    CharterSeat.objects.bulk_create(
        CharterSeat(charter=charter, position=position, group=group, count=count)
        for position, (group, count) in enumerate(seats, start=1)
    )


def _record(by: User, charter: Charter, changed: list[str], is_first: bool) -> None:
    """The event holds the whole version, so that every earlier one can be read again."""
    values = {name: getattr(charter, name) for name in COLUMNS}
    names = field_names(Charter, changed)
    if "seats" in changed:
        names = ", ".join(part for part in (names, _("seats")) if part)
    audit.record(
        by=by,
        kind=CharterAuditKind.CHARTER_WRITTEN if is_first else CharterAuditKind.CHARTER_CHANGED,
        agency_id=charter.dialogue.agency_id,
        dialogue_id=charter.dialogue_id,
        subject=charter,
        details={
            "fields": names,
            "version": charter.version,
            "values": {
                name: value.isoformat() if name.endswith("_on") and value else value
                for name, value in values.items()
            }
            | {"seats": [list(pair) for pair in _value(charter, "seats")]},
        },
    )
