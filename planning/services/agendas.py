"""The agenda of a session as a whole: starting it from a format, its ground rules and the word to participants."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues.errors import ChangedMeanwhile
from dialogues.models import Session
from planning import content
from planning.choices import AuditKind, BlockKind, ChangeKind
from planning.errors import AgendaStarted
from planning.models import Agenda, AgendaBlock
from planning.services.agenda_rows import (
    DETAILS,
    Part,
    keep_change,
    keep_refused,
    lock,
    record,
    require,
    same,
    touch,
)
from planning.summaries.since_last_time import MINUTES, SinceLastTime
from planning.summaries.wording import (
    ACCOUNT_LEAD,
    ACCOUNT_PURPOSE,
    ACCOUNT_SCRIPT,
    ACCOUNT_TITLE,
    ACCOUNT_TITLE_ES,
)
from planning.timing import schedule
from planning.timing.room import give


@transaction.atomic
def start(*, by: User, session: Session, format_key: str, accounts_for_promises: bool = False) -> Agenda:
    """Make the agenda of a session from a format, or an empty one. A session has one agenda.

    With `accounts_for_promises`, an item beyond the format tells after the welcome what became of what was promised;
    others give it their minutes, so that the agenda ends as planned.
    """
    require(by, session)
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
        put_account_in(blocks, block_since(agenda, since), session)
    for position, block in enumerate(blocks, start=1):
        block.position = position
    AgendaBlock.objects.bulk_create(blocks)
    name = str(agenda.get_format_display()) if chosen else "—"
    record(by, agenda, AuditKind.AGENDA_STARTED, agenda, format=name)
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
        title=ACCOUNT_TITLE,
        title_es=ACCOUNT_TITLE_ES,
        kind=BlockKind.PRESENTATION,
        lead=ACCOUNT_LEAD,
        purpose=ACCOUNT_PURPOSE,
        instructions=since.instructions(),
        script=ACCOUNT_SCRIPT,
        is_for_participants=True,
    )


def put_account_in(blocks: list[AgendaBlock], account: AgendaBlock, session: Session) -> None:
    """Put it after the welcome. What the session has no free minutes for, the longest of the others give."""
    free = session.minutes - schedule(session.starts_at, blocks, session.zone).minutes
    for block, minutes in zip(blocks, give(blocks, account.minutes - max(free, 0)), strict=True):
        block.minutes = minutes
    blocks.insert(place_after_welcome([block.kind for block in blocks]), account)


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
    require(by, agenda.session)
    if unknown := set(changes) - DETAILS:
        raise ValueError(f"not a detail of an agenda: {sorted(unknown)}")
    row = lock(agenda)
    if same(row, changes):
        return row, True
    if row.details_version != version:
        keep_refused(by, row, None, changes)
        return row, False
    before = {name: getattr(row, name) for name in changes}
    row.details_version += 1
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes, "details_version"])
    touch(by, row)
    keep_change(by, row, ChangeKind.DETAILS, parts=[Part(None, before, dict(changes))])
    record(by, row, AuditKind.AGENDA_CHANGED, row)
    return row, True
