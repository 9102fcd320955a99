"""Print packs: asked for in a request as a row, made by a worker, removed after a day.

Nothing here prints. A printer (planning/tasks.py) claims a row for a lease, tells how far it is, which renews the
lease, and finishes it; every moment is the database's, and every update asks whether the row is still its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues.choices import SessionStatus
from planning.choices import FOR_PARTICIPANTS, AuditKind, PackLanguage, PackState, RoomKind
from planning.errors import DraftForTheTeam, NoPartChosen, NothingToPrint, PacksWaiting, SessionCalledOff
from planning.models import Agenda, PackFile, PrintPack
from planning.models.packs import MOST_TRIES
from planning.permissions import may_print_agenda
from planning.querysets import PackQuerySet
from planning.summaries.releases import Printing
from records.errors import Refusal
from records.services import audit

MOST_UNDER_WAY = 3  # of one person, so that everyone's turn comes
LEASE = timedelta(seconds=60)  # of one document; the press has 30 seconds for it
KEPT_FOR = timedelta(days=1)
SHORT = timedelta(seconds=20)  # what takes longer lets others be made beside it; a usual pack takes ten
GIVEN_UP = gettext_noop(
    "The program stopped three times while it made this pack. Make it again with fewer parts, and tell whoever "
    "runs the program."
)
_LOCK = 0x7061636B  # "pack": claims come one after another, so that no more are made at once than allowed


@dataclass(frozen=True)
class Wish:
    """What a pack is to hold, and how it is to look. A draft is the working agenda although there is a release."""

    parts: Sequence[str]
    paper: str
    language: str = PackLanguage.ENGLISH
    is_large: bool = False
    room: str = RoomKind.ROUND_TABLES
    tables: int = 6
    is_draft: bool = False


@transaction.atomic
def ask(*, by: User, agenda: Agenda, wish: Wish) -> PrintPack:
    """Leave a row for the printers. The same wish, still under way, is not made twice.

    Refused without sight of the dialogue, for a cancelled session, without a part or an item, for a draft of what
    participants read, and while three packs of this person are under way.
    """
    may_print_agenda(by, agenda.session.dialogue).require()
    if agenda.session.status == SessionStatus.CANCELLED:
        raise SessionCalledOff
    _require_fitting(agenda, wish)
    row = {name: value for name, value in vars(wish).items() if name != "is_draft"}
    row["agenda_version"] = agenda.version if wish.is_draft else None
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # one request of a person after another
    under_way = PrintPack.objects.under_way().filter(asked_by=by)
    same = under_way.filter(agenda=agenda, **row).first()
    if same is not None:
        return same
    if under_way.count() >= MOST_UNDER_WAY:
        raise PacksWaiting
    pack = PrintPack.objects.create(agenda=agenda, asked_at=timezone.now(), asked_by=by, **row)
    _record(by, pack)
    return pack


def _require_fitting(agenda: Agenda, wish: Wish) -> None:
    if not wish.parts:
        raise NoPartChosen
    if wish.is_draft and FOR_PARTICIPANTS.intersection(wish.parts):
        raise DraftForTheTeam
    if Printing.of(agenda, is_draft=wish.is_draft).is_empty:
        raise NothingToPrint


@transaction.atomic
def ask_again(*, by: User, pack: PrintPack) -> PrintPack:
    """A new pack after the same wish: the agenda as it stands now."""
    names = ("parts", "paper", "language", "is_large", "room", "tables")
    values = {name: getattr(pack, name) for name in names}
    return ask(by=by, agenda=pack.agenda, wish=Wish(**values, is_draft=is_draft(pack=pack)))


def is_draft(*, pack: PrintPack) -> bool:
    """Whether it is of the working agenda although there was a release when it was asked for.

    A version that was released meanwhile is no draft any more.
    """
    if pack.agenda_version is None or FOR_PARTICIPANTS.intersection(pack.parts):
        return False
    known = list(pack.agenda.releases.values_list("made_at", "agenda_version"))
    is_released = any(version == pack.agenda_version for _made_at, version in known)
    return not is_released and any(made_at <= pack.asked_at for made_at, _version in known)


def _record(by: User, pack: PrintPack) -> None:
    session = pack.agenda.session
    audit.record(
        by=by,
        kind=AuditKind.PACK_ASKED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=pack,
        subject_label=session.title,
        details={"count": len(pack.parts)},
    )


# --- printers ------------------------------------------------------------------------------------------


@transaction.atomic
def claim(*, owner: UUID) -> PrintPack | None:
    """The pack whose turn it is, for a lease; None when there is none, or as many are being made as may be.

    Those that turned out to be long do not count: others are made beside them. As many may be long as may be made at
    once, so that letters are never left without a process.

    One that was left behind three times is given up, so that a pack that ends its printer does not do so for ever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    making = PrintPack.objects.being_made(Now())
    short = making.begun_since(Now() - SHORT)
    if short.count() >= settings.PACKS_AT_ONCE or making.count() >= 2 * settings.PACKS_AT_ONCE:
        return None
    waiting = PrintPack.objects.to_make(Now())
    waiting.filter(tries__gte=MOST_TRIES).update(**_failed(GIVEN_UP))
    pack = waiting.in_turn().select_for_update(skip_locked=True).first()
    if pack is None:
        return None
    PrintPack.objects.filter(pk=pack.pk).update(
        state=PackState.MAKING,
        made=0,
        total=0,
        lease_owner=owner,
        lease_until=Now() + LEASE,
        begun_at=Now(),
        tries=F("tries") + 1,
    )
    return PrintPack.objects.select_related("agenda__session__dialogue__agency").get(pk=pack.pk)


def before(*, pack: PrintPack) -> int:
    """How many packs come first: those that are being made, and those whose turn is earlier."""
    waiting = list(PrintPack.objects.to_make(Now()).in_turn().values_list("pk", flat=True))
    making: int = PrintPack.objects.being_made(Now()).count()
    return making + waiting.index(pack.pk) if pack.pk in waiting else 0


def note_progress(*, pack: PrintPack, made: int, total: int) -> bool:
    """Tell how far it is, and hold it for another lease. False: another printer has it, or it is gone."""
    ours = _ours(pack).update(made=made, total=total, lease_until=Now() + LEASE)
    return bool(ours)


@transaction.atomic
def finish(*, pack: PrintPack, content: bytes, pages: int | None = None, version: int | None = None) -> bool:
    """Keep the file. False when the pack is not this printer's any more; then nothing is kept.

    `version` is that of the agenda on paper; unless given, the working agenda's.
    """
    changed = _ours(pack).update(
        state=PackState.READY,
        finished_at=Now(),
        lease_owner=None,
        lease_until=None,
        made=F("total"),
        pages=pages,
        agenda_version=version or pack.agenda.version,
    )
    if changed:
        PackFile.objects.create(pack=pack, content=content)
    return bool(changed)


def put_back(*, pack: PrintPack) -> bool:
    """Let it wait again, because the machine was too busy for it. False: it was tried often enough."""
    if pack.tries >= MOST_TRIES:
        return False
    waiting = {"state": PackState.WAITING, "made": 0, "lease_owner": None, "lease_until": None}
    return bool(_ours(pack).update(**waiting))


def fail(*, pack: PrintPack, refusal: Refusal) -> bool:
    """Give up, with the sentence that a person reads. It is kept in English and shown translated."""
    with translation.override("en"):
        return bool(_ours(pack).update(**_failed(str(refusal.sentence))))


@transaction.atomic
def clear_old() -> int:
    """Remove packs with their files a day after they were finished; return how many. The record keeps the asking."""
    old = PrintPack.objects.outdated(Now() - KEPT_FOR)
    count = old.count()
    old.delete()
    return count


def _failed(reason: str) -> dict[str, object]:
    return {
        "state": PackState.FAILED,
        "reason": reason[:300],
        "finished_at": Now(),
        "lease_owner": None,
        "lease_until": None,
    }


def _ours(pack: PrintPack) -> PackQuerySet:
    return PrintPack.objects.filter(pk=pack.pk, state=PackState.MAKING, lease_owner=pack.lease_owner)
