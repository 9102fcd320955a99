"""Whole packs, with every part, for the tests that look at pages. Each is laid out once, whoever looks: it is slow.
Between them they have each size, language and paper; contents that are short, and such that hardly fit."""

import functools
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from dialogues.choices import Answer
from planning.choices import BlockKind, PackLanguage, PackPart
from planning.exports.packs import pack_pdf, pack_sections
from planning.models import Agenda
from planning.timing.kinds import TALKING
from records.formats import pdf
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.participants import InvitationFactory, ParticipantFactory
from tests.factories.planning import AgendaBlockFactory, printed, started_agenda

TEN = datetime(2026, 12, 9, 16, 0, tzinfo=UTC)  # in the morning in Chicago: the widest clock times
WIDE = "Wide Women & Men of Westmount Meadow Together (demo) " * 3  # more than the foot has room for
PLACE = {"venue": "Demo Hall", "address": "1 Demo Street"}
FAR = {
    "venue": "Demo Community Center at the old railway station, large hall on the ground floor",
    "address": "1200 Demonstration Boulevard, entrance from the parking lot behind the library, Demo City, PA 16501",
}


def agenda_of(title: str, key: str, items: int, where: dict[str, str]) -> Agenda:
    """An agenda of a format with so many items at least, and a next session at the same place."""
    dialogue = DialogueFactory(title=title, off_limits="Open cases.")
    dialogue.agency.public_contact = "Demo community office, (555) 010-2000"
    dialogue.agency.save()
    session = SessionFactory(dialogue=dialogue, starts_at=TEN, languages=["en", "es"], capacity=40, **where)
    agenda = started_agenda(session, format_key=key)
    for position in range(agenda.blocks.count() + 1, items + 1):
        words = "Ask each table for one sentence, and write it down in their own words, without names. " * 3
        AgendaBlockFactory(
            agenda=agenda,
            position=position,
            title=f"What we heard at table {position}",
            lead="Lead facilitator",
            kind=BlockKind.PRESENTATION,
            instructions=words,
            script=words,
        )
    for track, block in enumerate(agenda.blocks.filter(kind__in=TALKING).order_by("position")[1:3], start=1):
        block.track = track
        block.save()
    SessionFactory(dialogue=dialogue, starts_at=session.starts_at + timedelta(days=30), **where)
    return agenda


CONTENTS = {
    "short": ("North Side roundtable (demo)", "orlando_speaks", 10, PLACE),
    "far": ("North Side roundtable on trust (demo)", "spcp_day", 0, FAR),
    "long": (WIDE, "post_incident_forum", 25, FAR),
}


class Look(NamedTuple):
    """How a pack is printed, and what."""

    language: PackLanguage
    paper: pdf.Paper
    is_large: bool
    content: str

    def __str__(self) -> str:
        size = "large" if self.is_large else "normal"
        return f"{self.language.value}-{self.paper}-{size}-{self.content}"


LETTER = Look(PackLanguage.BOTH, "letter", False, "long")
LARGE_A4 = Look(PackLanguage.BOTH, "a4", True, "far")
LOOKS = [
    LETTER,
    LARGE_A4,
    Look(PackLanguage.SPANISH, "a4", False, "far"),
    Look(PackLanguage.SPANISH, "letter", True, "short"),
]


class Pack(NamedTuple):
    sections: list[pdf.Section]
    content: bytes


@functools.cache
def pack(look: Look) -> Pack:
    """Leaves nothing in the database, which has to be open."""
    with transaction.atomic():
        agenda = agenda_of(*CONTENTS[look.content])
        person = ParticipantFactory(dialogue=agenda.session.dialogue, name="Demo Rare Name", alias="Rarer")
        InvitationFactory(
            session=agenda.session, participant=person, answer=Answer.YES, answered_at=timezone.now()
        )
        brief = printed(agenda, paper=look.paper, is_large=look.is_large, tables=2)
        wanted = {"parts": PackPart.values, "language": look.language}
        sections = list(pack_sections(brief, **wanted))
        made = pack_pdf(brief, **wanted, on_begin=lambda _n: None, on_section=lambda _n: None)
        transaction.set_rollback(True)
    return Pack(sections, made.content)
