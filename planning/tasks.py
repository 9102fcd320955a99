"""Nudges of the clock. Each is safe to run twice, late, or never: the next one makes up for it."""

import logging
import time
import uuid
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.permissions import ALLOWED
from planning.errors import PartNotPrinted
from planning.exports.packs import pack_pdf
from planning.exports.sheets import Brief, Stamp
from planning.models import PrintPack
from planning.services import dates, packs
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from records.errors import Refusal
from records.formats import pdf
from records.formats.errors import DocumentNotMade, DocumentTookTooLong, PressBusy
from records.services import clock

TICK = "follow-moved-dates"
PACK_TICK = "print-waiting-packs"

logger = logging.getLogger(__name__)


class NotOurs(Exception):
    """Another printer took the pack over, or nobody wants it any more."""


@shared_task
def follow_moved_dates() -> None:
    """Bring plans in step with what moved or was done, once a minute however many beats there are."""
    if clock.first_in_slot(task=TICK, every=timedelta(minutes=1)):
        dates.follow_events(now=timezone.now())


@shared_task(
    soft_time_limit=270, time_limit=285
)  # the longest pack, begun when twenty seconds are nearly over
def print_waiting_packs() -> int:
    """Make print packs until none waits or twenty seconds are over; the last one may take its time."""
    every = timedelta(seconds=settings.PACK_POLL_SECONDS)
    return print_packs(seconds=20) if clock.first_in_slot(task=PACK_TICK, every=every) else 0


@shared_task
def clear_old_packs() -> int:
    """Remove packs that were finished a day ago."""
    return packs.clear_old()


def print_packs(*, seconds: float) -> int:
    """Make one pack after the other; how many were finished, well or not."""
    until, finished = time.monotonic() + seconds, 0
    while (pack := packs.claim(owner=uuid.uuid4())) is not None:
        finished += print_pack(pack)
        if time.monotonic() > until:
            break
    return finished


def print_pack(pack: PrintPack) -> bool:
    """Make one that was claimed. Whatever goes wrong with it, the next one does not hear of it."""
    try:
        made, version = _make(pack)
    except NotOurs:
        return False
    except PartNotPrinted as refusal:
        # Of a whole that was too long, the next try would be as long, and everybody behind it would wait again.
        is_busy = isinstance(refusal.why, DocumentTookTooLong | PressBusy)
        return not (is_busy and packs.put_back(pack=pack)) and packs.fail(pack=pack, refusal=refusal)
    except Refusal as refusal:
        logger.warning(
            "print pack not made", extra={"error_class": type(refusal.__cause__ or refusal).__name__}
        )
        return packs.fail(pack=pack, refusal=refusal)
    except Exception:
        logger.exception("print pack failed")
        return packs.fail(pack=pack, refusal=DocumentNotMade())
    return packs.finish(pack=pack, content=made.content, pages=made.pages, version=version)


def _make(pack: PrintPack) -> tuple[pdf.Made, int]:
    """The file, and which version of the agenda it holds.

    The last release; before there is one, or where a draft was asked for, the agenda as it stands now, marked DRAFT.
    """
    printing, total = Printing.of(pack.agenda, is_draft=packs.is_draft(pack=pack)), 0
    brief = Brief(
        agenda=printing.agenda,
        view=AgendaView.of(printing.agenda, printing.blocks, may_change=ALLOWED),
        stamp=Stamp.of(printing, printed_at=timezone.now()),
        paper="a4" if pack.paper == "a4" else "letter",
        is_large=pack.is_large,
        room=pack.room,
        tables=pack.tables,
    )

    def begin(number: int) -> None:
        nonlocal total
        total = number
        count(0)

    def count(made: int) -> None:
        if not packs.note_progress(pack=pack, made=made, total=total):
            raise NotOurs

    made = pack_pdf(brief, parts=pack.parts, language=pack.language, on_begin=begin, on_section=count)
    return made, printing.version
