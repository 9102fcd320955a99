"""Items of an agenda as they stand on paper. The one place that reads a block, so a new field is added here."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from planning import content
from planning.choices import BlockKind
from planning.content import Words
from planning.models import Agenda
from planning.summaries.agendas import AgendaView, Item
from planning.summaries.item_notes import notes_of
from planning.tokens import code_of

# Kinds of items in which people talk, so that there is something to note and to tally.
TALKS = {
    BlockKind.PLENARY,
    BlockKind.SMALL_GROUPS,
    BlockKind.CIRCLE,
    BlockKind.LISTENING,
    BlockKind.DECISION,
}
NOTE_SHEET, TALLY_SHEET, SURVEY_SHEET = "N", "T", "S"


@dataclass(frozen=True)
class Row:
    """One item in the language of the copy. Paragraphs stand apart, as each has a direction of its own."""

    number: int
    title: str
    is_untranslated: bool  # the title, in a copy in Spanish
    starts_at: datetime
    ends_at: datetime
    minutes: int
    lead: str
    kind: str
    purpose: str
    instructions: tuple[str, ...]
    script: tuple[str, ...]
    materials: tuple[str, ...]
    ground_rules: tuple[str, ...]
    track: int
    beside: str  # "at the same time, track 1", where items run side by side; else nothing
    notes: tuple[str, ...]
    is_break: bool
    is_talk: bool
    is_for_participants: bool
    is_for_crew: bool
    note_code: str
    tally_code: str
    lead_in_size: int = 0  # how many paragraphs of the script go before a hard part
    switches: tuple[datetime, ...] = ()  # when interpreters change places

    @property
    def lead_in(self) -> tuple[str, ...]:
        return self.script[: self.lead_in_size]

    @property
    def question(self) -> tuple[str, ...]:
        """The words to say after the lead-in."""
        return self.script[self.lead_in_size :]


def rows_of(view: AgendaView, language: str, *, is_for_participants: bool = False) -> list[Row]:
    """Every item, or those on the participants' copy, in order; titles in Spanish where they have one.

    Other words are in the active language.
    """
    items = [item for item in view.items if item.block.is_for_participants or not is_for_participants]
    rows = []
    roles = _roles(language)
    for _is_parallel, run in groupby(items, key=lambda item: item.block.track > 0):
        together = list(run)
        is_beside = len({item.block.track for item in together}) > 1
        rows += [
            _row(item, view, language, roles, is_beside=is_beside and item.block.track > 0)
            for item in together
        ]
    return rows


def _roles(language: str) -> dict[str, str]:
    """What the roles of the formats are called in the language of the copy; other words stay as people wrote them."""
    parts = (part.role.title for known in content.formats() for part in known.roles)
    return {title.en: title.in_language(language) for title in parts} if language != "en" else {}


def _row(item: Item, view: AgendaView, language: str, roles: dict[str, str], *, is_beside: bool) -> Row:
    block = item.block
    times, zone = view.schedule, view.agenda.session.zone
    return Row(
        number=item.number,
        title=block.title_es if language == "es" and block.title_es else block.title,
        is_untranslated=language == "es" and not block.title_es,
        starts_at=item.span.starts_at,
        ends_at=item.span.ends_at,
        minutes=block.minutes,
        lead=roles.get(block.lead, block.lead),
        kind=block.get_kind_display(),
        purpose=block.purpose,
        instructions=paragraphs(block.instructions),
        script=paragraphs(block.spoken),
        materials=tuple(part.strip() for part in block.materials.split(",") if part.strip()),
        ground_rules=tuple(rule.strip() for rule in block.ground_rules.splitlines() if rule.strip()),
        track=block.track,
        beside=_("at the same time, track %(n)d") % {"n": block.track} if is_beside else "",
        notes=notes_of(block, item.place, times=times, zone=zone, extra=item.extra, switches=item.switches),
        is_break=block.kind == BlockKind.BREAK,
        is_talk=block.kind in TALKS,
        is_for_participants=block.is_for_participants,
        is_for_crew=block.is_for_crew,
        note_code=code_of(NOTE_SHEET, block.pk or 0),
        tally_code=code_of(TALLY_SHEET, block.pk or 0),
        lead_in_size=len(paragraphs(block.lead_in)),
        switches=item.switches,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def materials_of(rows: list[Row]) -> list[str]:
    """Everything to bring, once, in the order of the evening. One thing and several of it are the same thing."""
    found: dict[str, str] = {}
    for part in (part for row in rows for part in row.materials):
        key = part.casefold().removesuffix("s")
        found[key] = max(found.get(key, ""), part, key=len)
    return list(found.values())


def spoken(agenda: Agenda, language: str) -> dict[str, str]:
    """Spanish for sentences that still stand as the format wrote them; others stay as people wrote them."""
    if language != "es":
        return {}
    words: list[Words] = [rule.text for known in content.formats() for rule in known.ground_rules]
    if agenda.format:
        words.append(content.format(agenda.format).for_participants)
    return {pair.en: pair.es for pair in words if pair.es}
