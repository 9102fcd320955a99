"""Building the agenda of a session: start from a format, add, change, move, remove and put back its items."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import ChangedMeanwhile, DialogueClosed
from dialogues.models import Session
from planning import content
from planning.choices import AuditKind, BlockKind
from planning.errors import AgendaFull, AgendaStarted, ItemRemoved, MinutesOutOfRange
from planning.models import Agenda, AgendaBlock, AgendaRevision
from planning.models.agendas import LONGEST_ITEM, AccessValues, ItemValues
from planning.permissions import may_change_agenda
from planning.summaries.since_last_time import MINUTES, SinceLastTime
from records.services import audit

DETAILS = frozenset({"ground_rules", "welcome", *AccessValues.__annotations__})
MOST_ITEMS = 300
FAR = 1_000_000  # beyond every position: rows pass through here while they are numbered anew


@transaction.atomic
def start(*, by: User, session: Session, format_key: str, accounts_for_promises: bool = False) -> Agenda:
    """Make the agenda of a session from a format, or an empty one. A session has one agenda.

    With `accounts_for_promises`, an item beyond the format tells after the welcome what became of what was promised.
    """
    _require(by, session)
    chosen = content.format(format_key) if format_key else None
    rules = session.dialogue.ground_rules
    if not rules and chosen:
        rules = "\n".join(rule.text.en for rule in chosen.ground_rules)
    agenda, is_new = Agenda.objects.get_or_create(
        session=session,
        defaults={
            "format": format_key,
            "ground_rules": rules,
            "welcome": chosen.for_participants.en if chosen else "",
            "changed_at": timezone.now(),
            "changed_by": by,
        },
    )
    if not is_new:
        raise AgendaStarted
    blocks = (
        [block_of(agenda, block, position) for position, block in enumerate(chosen.blocks, start=1)]
        if chosen
        else []
    )
    if accounts_for_promises and (since := SinceLastTime.of(session, now=timezone.now())):
        blocks.insert(place_after_welcome([block.kind for block in blocks]), block_since(agenda, since))
    for position, block in enumerate(blocks, start=1):
        block.position = position
    AgendaBlock.objects.bulk_create(blocks)
    name = str(agenda.get_format_display()) if chosen else "—"
    _record(by, agenda, AuditKind.AGENDA_STARTED, agenda, format=name)
    return agenda


def block_of(agenda: Agenda, block: content.Block, position: int) -> AgendaBlock:
    """An item as the format words it."""
    return AgendaBlock(
        agenda=agenda,
        position=position,
        minutes=block.minutes,
        title=block.title.en,
        title_es=block.title.es,
        kind=block.kind,
        lead=block.lead.title.en,
        purpose=block.purpose,
        instructions=block.instructions,
        script=block.script,
        materials=", ".join(block.materials),
        ground_rules=block.ground_rules,
        is_for_participants=block.for_participants,
        is_for_crew=block.for_crew,
        proposed_by=block.proposed_by,
        least_minutes=block.least_minutes,
        most_minutes=block.most_minutes,
        track=block.track,
        priority=block.priority,
        may_be_hard=block.may_be_hard,
        lead_in=block.lead_in,
        settle_minutes=block.settle_minutes,
    )


def block_since(agenda: Agenda, since: SinceLastTime) -> AgendaBlock:
    """“What happened since last time”, with each promise and its state as of today."""
    return AgendaBlock(
        agenda=agenda,
        minutes=MINUTES,
        title="What happened since last time",
        title_es="Qué pasó desde la última vez",
        kind=BlockKind.PRESENTATION,
        lead="Those who answer for the promises",
        purpose="People hear what became of what was promised before anyone asks for more.",
        instructions=since.instructions(),
        script="Before we begin something new: this was promised, and this is what came of it.",
        is_for_participants=True,
    )


def place_after_welcome(kinds: Sequence[str]) -> int:
    """How many items come before it: all up to the last of the first items that welcome, else those that arrive."""
    arriving = {BlockKind.PREPARATION, BlockKind.ARRIVAL}
    place = next((i for i, kind in enumerate(kinds) if kind not in arriving), len(kinds))
    while place < len(kinds) and kinds[place] == BlockKind.WELCOME:
        place += 1
    return place


def change_details(*, by: User, agenda: Agenda, version: int, changes: Mapping[str, Any]) -> Agenda:
    """Change the ground rules, the word to participants or what is provided for access, if nobody did since `version`.

    The refusal is raised after the transaction, so that the refused text, which is kept, is not rolled back.
    """
    row, is_saved = _change_details(by, agenda, version, changes)
    if not is_saved:
        raise ChangedMeanwhile
    return row


@transaction.atomic
def _change_details(
    by: User, agenda: Agenda, version: int, changes: Mapping[str, Any]
) -> tuple[Agenda, bool]:
    _require(by, agenda.session)
    if unknown := set(changes) - DETAILS:
        raise ValueError(f"not a detail of an agenda: {sorted(unknown)}")
    row = _lock(agenda)
    if _is_same(row, changes):
        return row, True
    is_current = row.details_version == version
    AgendaRevision.objects.create(
        agenda=row, made_at=timezone.now(), made_by=by, is_accepted=is_current, content=dict(changes)
    )
    if not is_current:
        return row, False
    row.details_version += 1
    _set(row, changes, "details_version")
    _touch(by, row)
    _record(by, row, AuditKind.AGENDA_CHANGED, row)
    return row, True


@transaction.atomic
def add_item(
    *, by: User, agenda: Agenda, values: ItemValues, after: int | None = None, form_key: UUID | None = None
) -> AgendaBlock:
    """Put a new item after the item `after` (an id), or at the end. Sent twice, the form adds one item."""
    _require(by, agenda.session)
    row = _lock(agenda)
    if form_key and (known := AgendaBlock.objects.filter(form_key=form_key, agenda=row).first()):
        if known.removed_at is not None:
            raise ItemRemoved
        return known
    kept = _kept(row)
    if len(kept) >= MOST_ITEMS:
        raise AgendaFull
    block = AgendaBlock.objects.create(agenda=row, position=FAR * 2, form_key=form_key, **values)
    place = next((i + 1 for i, known in enumerate(kept) if known.pk == after), len(kept))
    kept.insert(place, block)
    _number(kept)
    _keep_revision(by, block, values, is_accepted=True)
    _touch(by, row)
    _record(by, row, AuditKind.AGENDA_ITEM_ADDED, block)
    return block


def change_item(*, by: User, block: AgendaBlock, version: int, changes: Mapping[str, Any]) -> AgendaBlock:
    """Save what a person changed in an item, if nobody saved it since `version`; else refuse.

    The refusal is raised after the transaction, so that the refused text, which is kept, is not rolled back.
    """
    row, is_saved = _change_item(by, block, version, changes)
    if not is_saved:
        raise ChangedMeanwhile
    return row


@transaction.atomic
def _change_item(
    by: User, block: AgendaBlock, version: int, changes: Mapping[str, Any]
) -> tuple[AgendaBlock, bool]:
    _require(by, block.agenda.session)
    if unknown := set(changes) - set(ItemValues.__annotations__):
        raise ValueError(f"not a part of an agenda item: {sorted(unknown)}")
    agenda = _lock(block.agenda)
    row = agenda.blocks.select_for_update().get(pk=block.pk)
    if row.removed_at is not None:
        raise ItemRemoved
    if _is_same(row, changes):
        return row, True
    is_current = row.version == version
    if is_current:
        require_minutes(row, changes)
    _keep_revision(by, row, changes, is_accepted=is_current)
    if not is_current:
        return row, False
    row.version += 1
    _set(row, changes, "version")
    _touch(by, agenda)
    _record(by, agenda, AuditKind.AGENDA_ITEM_CHANGED, row)
    return row, True


@transaction.atomic
def move_item(
    *, by: User, block: AgendaBlock, to: int | None = None, places: int | None = None
) -> AgendaBlock:
    """Move an item to place `to`, counted from 1, or so many `places` up (minus) or down from where it stands
    now, wherever others put it meanwhile. Beyond the ends means the end."""
    _require(by, block.agenda.session)
    agenda = _lock(block.agenda)
    kept = _kept(agenda)
    row = next((known for known in kept if known.pk == block.pk), None)
    if row is None:
        raise ItemRemoved
    before = kept.index(row)
    kept.remove(row)
    asked = before + (places or 0) if to is None else to - 1
    place = max(0, min(asked, len(kept)))
    if place == before:
        return row
    kept.insert(place, row)
    _number(kept)
    _touch(by, agenda)
    _record(by, agenda, AuditKind.AGENDA_ITEM_MOVED, row)
    return row


@transaction.atomic
def remove_item(*, by: User, block: AgendaBlock) -> AgendaBlock:
    """Take an item off the agenda. It can be put back."""
    _require(by, block.agenda.session)
    agenda = _lock(block.agenda)
    row = agenda.blocks.select_for_update().get(pk=block.pk)
    if row.removed_at is not None:
        return row
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    _number(_kept(agenda))
    _touch(by, agenda)
    _record(by, agenda, AuditKind.AGENDA_ITEM_REMOVED, row)
    return row


@transaction.atomic
def restore_item(*, by: User, block: AgendaBlock) -> AgendaBlock:
    """Put a removed item back where it stood."""
    _require(by, block.agenda.session)
    agenda = _lock(block.agenda)
    row = agenda.blocks.select_for_update().get(pk=block.pk)
    if row.removed_at is None:
        return row
    kept = _kept(agenda)
    if len(kept) >= MOST_ITEMS:
        raise AgendaFull
    kept.insert(min(row.position - 1, len(kept)), row)
    row.removed_at, row.position = None, FAR * 2
    row.save(update_fields=["removed_at", "position"])
    _number(kept)
    _touch(by, agenda)
    _record(by, agenda, AuditKind.AGENDA_ITEM_RESTORED, row)
    return row


def require_minutes(row: AgendaBlock, changes: Mapping[str, Any]) -> None:
    """An item keeps between its least and its most minutes. One that changes together with them is fine."""
    now = {
        name: changes.get(name, getattr(row, name)) for name in ("least_minutes", "minutes", "most_minutes")
    }
    least, minutes, most = now["least_minutes"] or 1, now["minutes"], now["most_minutes"] or LONGEST_ITEM
    if not 1 <= least <= minutes <= most <= LONGEST_ITEM:
        raise MinutesOutOfRange(least, most)


def _require(by: User, session: Session) -> None:
    may_change_agenda(by, session.dialogue).require()
    if not session.dialogue.is_open:
        raise DialogueClosed


def _lock(agenda: Agenda) -> Agenda:
    """The agenda as it stands. Everyone who changes an item waits here first, so nobody waits in a circle."""
    row = Agenda.objects.select_for_update().get(pk=agenda.pk)
    row.session = agenda.session
    return row


def _kept(agenda: Agenda) -> list[AgendaBlock]:
    return list(agenda.blocks.kept().order_by("position"))


def _is_same(row: Agenda | AgendaBlock, values: Mapping[str, Any]) -> bool:
    """Sent again after a lost reply, a change is not at odds with itself."""
    return all(getattr(row, name) == value for name, value in values.items())


def _set(row: Agenda | AgendaBlock, values: Mapping[str, Any], version: str) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values, version])


def _number(blocks: list[AgendaBlock]) -> None:
    """Number the items 1, 2, 3 … in two passes: two items may never share a place, even for a moment."""
    moved = [(block, place) for place, block in enumerate(blocks, start=1) if block.position != place]
    for offset in (FAR, 0):
        for block, place in moved:
            block.position = place + offset
        AgendaBlock.objects.bulk_update([block for block, _ in moved], ["position"])


def _touch(by: User, agenda: Agenda) -> None:
    agenda.version += 1
    agenda.changed_at, agenda.changed_by = timezone.now(), by
    agenda.save(update_fields=["version", "changed_at", "changed_by"])


def _keep_revision(by: User, block: AgendaBlock, values: Mapping[str, Any], *, is_accepted: bool) -> None:
    AgendaRevision.objects.create(
        agenda_id=block.agenda_id,
        block_id=block.pk,
        made_at=timezone.now(),
        made_by=by,
        is_accepted=is_accepted,
        content=dict(values),
    )


def _record(by: User, agenda: Agenda, kind: str, subject: Any, **details: str) -> None:
    dialogue = agenda.session.dialogue
    audit.record(
        by=by,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=subject,
        subject_label=agenda.session.title if subject is agenda else "",
        details=details,
    )
