"""What all changes to an agenda share: who may, in which line they wait, numbering, and what is kept of each change."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from dialogues.errors import DialogueClosed
from dialogues.models import Session
from planning.choices import ChangeKind, Together
from planning.errors import MinutesOutOfRange
from planning.models import Agenda, AgendaBlock, AgendaChange, AgendaRevision
from planning.models.agendas import LONGEST_ITEM, AccessValues
from planning.permissions import may_change_agenda
from records.services import audit

DETAILS = frozenset({"ground_rules", "welcome", *AccessValues.__annotations__})
MOST_ITEMS = 300
FAR = 1_000_000  # beyond every position: rows pass through here while they are numbered anew


@dataclass(frozen=True)
class Part:
    """What one item was before a change and after it (see `AgendaChange`). `block` is empty for the agenda itself."""

    block: int | None
    before: dict[str, Any]
    after: dict[str, Any]


def require(who: User, session: Session) -> None:
    """Refuses whoever may not change this agenda, and everyone once the dialogue is closed."""
    may_change_agenda(who, session).require()
    if not session.dialogue.is_open:
        raise DialogueClosed


def lock(agenda: Agenda) -> Agenda:
    """The agenda as it stands. Everyone who changes an item waits here first, so nobody waits in a circle."""
    row = Agenda.objects.select_for_update().get(pk=agenda.pk)
    row.session = agenda.session
    return row


def kept_items(agenda: Agenda) -> list[AgendaBlock]:
    return list(agenda.blocks.kept().order_by("position"))


def place_of(block: AgendaBlock, kept: list[AgendaBlock]) -> dict[str, Any]:
    """Where an item stands: after which item (its key, none for the first), and at which place, counted from 1."""
    index = kept.index(block)
    return {"follows": kept[index - 1].pk if index else None, "place": index + 1}


def same(row: Agenda | AgendaBlock, values: Mapping[str, Any]) -> bool:
    """Sent again after a lost reply, a change is not at odds with itself."""
    return all(getattr(row, name) == value for name, value in values.items())


def require_minutes(row: AgendaBlock, changes: Mapping[str, Any]) -> None:
    """An item keeps between its least and its most minutes. One that changes together with them is fine."""
    now = {
        name: changes.get(name, getattr(row, name)) for name in ("least_minutes", "minutes", "most_minutes")
    }
    least, minutes, most = now["least_minutes"] or 1, now["minutes"], now["most_minutes"] or LONGEST_ITEM
    if not 1 <= least <= minutes <= most <= LONGEST_ITEM:
        raise MinutesOutOfRange(least, most)


def number(blocks: list[AgendaBlock]) -> None:
    """Number the items 1, 2, 3 … in two passes: two items may never share a place, even for a moment."""
    moved = [(block, place) for place, block in enumerate(blocks, start=1) if block.position != place]
    for offset in (FAR, 0):
        for block, place in moved:
            block.position = place + offset
        AgendaBlock.objects.bulk_update([block for block, _ in moved], ["position"])


def touch(who: User, agenda: Agenda) -> None:
    """The agenda has one more version. Others wait behind this row until the change is through."""
    now = timezone.now()
    Agenda.objects.filter(pk=agenda.pk).update(version=F("version") + 1, changed_at=now, changed_by=who)


def keep_change(who: User, agenda: Agenda, kind: str, *, parts: Iterable[Part], label: str = "") -> None:
    """Keep what can be taken back."""
    told = [asdict(part) for part in parts]
    AgendaChange.objects.create(
        agenda_id=agenda.pk, made_at=timezone.now(), made_by=who, kind=kind, label=label, parts=told
    )


@contextmanager
def one_step(who: User, agenda: Agenda, label: Together) -> Iterator[None]:
    """What this person changes meanwhile is taken back in one go: the changes become one, their parts in their order.

    For a transaction that holds the agenda's lock.
    """
    last = agenda.changes.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    made = list(agenda.changes.filter(made_by=who, pk__gt=last).order_by("pk"))
    if not made:
        return
    first, *others = made
    first.kind, first.label = ChangeKind.TOGETHER, label
    first.parts = [part for change in made for part in change.parts]
    first.save(update_fields=["kind", "label", "parts"])
    agenda.changes.filter(pk__in=[change.pk for change in others]).delete()


def keep_refused(who: User, agenda: Agenda, block_pk: int | None, values: Mapping[str, Any]) -> None:
    """Keep the words that came too late."""
    AgendaRevision.objects.create(
        agenda_id=agenda.pk,
        block_id=block_pk,
        made_at=timezone.now(),
        made_by=who,
        is_accepted=False,
        content=json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder)),
    )


def record(who: User, agenda: Agenda, kind: str, subject: Any, **details: Any) -> None:
    """Of an item, the event names it and the session; of the agenda, the session."""
    session, dialogue = agenda.session, agenda.session.dialogue
    audit.record(
        by=who,
        kind=kind,
        agency_id=dialogue.agency_id,
        dialogue_id=dialogue.pk,
        subject=subject,
        subject_label=session.title if subject is agenda else "",
        details=details if subject is agenda else {**details, "session": session.title},
    )
