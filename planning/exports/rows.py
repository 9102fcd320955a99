"""Items of an agenda as they stand on paper. The one place that reads a block, so a new field is added here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from planning.choices import BlockKind
from planning.exports.accounts import account_in_spanish
from planning.exports.materials import one_of
from planning.summaries.agendas import AgendaView, Item
from planning.summaries.item_notes import fixed_of, notes_of, pauses_of
from planning.summaries.wording import pairs
from planning.tokens import code_of

# Kinds of items in which people talk, so that there is something to note and to tally.
TALKS = {
    BlockKind.PLENARY,
    BlockKind.SMALL_GROUPS,
    BlockKind.CIRCLE,
    BlockKind.LISTENING,
    BlockKind.DECISION,
}
IN_GROUPS = {BlockKind.SMALL_GROUPS, BlockKind.CIRCLE}
LONG = 700  # signs; about 14 lines
NOTE_SHEET, TALLY_SHEET, SURVEY_SHEET = "N", "T", "S"


@dataclass(frozen=True)
class Row:
    """One item in the language of the copy. Paragraphs stand apart, as each has a direction and language of its own."""

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
    notes: tuple[str, ...]
    is_break: bool
    is_talk: bool
    is_in_groups: bool
    may_be_hard: bool
    is_for_participants: bool
    is_for_crew: bool
    note_code: str
    tally_code: str
    fixed: str = ""  # "fixed for 7:00 pm"; among the notes too, and among the pauses if the item waits for it
    pauses: tuple[str, ...] = ()  # "then 2 minutes to settle"; they are among the notes as well
    lead_in_size: int = 0  # how many paragraphs of the script go before a hard part
    switches: tuple[datetime, ...] = ()  # when interpreters change places
    # Where items run side by side: "Track 1" (to participants: group 1), and the same in a sentence.
    lane: str = ""
    beside: str = ""  # "at the same time, track 1"
    opens_lanes: bool = False
    closes_lanes: bool = False

    @property
    def lead_in(self) -> tuple[str, ...]:
        return self.script[: self.lead_in_size]

    @property
    def question(self) -> tuple[str, ...]:
        """The words to say after the lead-in."""
        return self.script[self.lead_in_size :]

    @property
    def is_long_to_say(self) -> bool:
        """Whether what is said may go on overleaf: kept whole, it would leave half a page empty."""
        return sum(map(len, self.script)) > LONG

    @property
    def times(self) -> tuple[str, ...]:
        """What a timekeeper watches beside beginning and end: the fixed time, and the minutes around the item."""
        return tuple(dict.fromkeys(filter(None, (self.fixed, *self.pauses))))


def rows_of(view: AgendaView, language: str, *, is_for_participants: bool = False) -> list[Row]:
    """Every item, or those on the participants' copy, in order. In Spanish: the titles that have one, and whatever
    still stands as the program wrote it. Kinds and notes are in the active language. What the team calls a track is a
    group to those who sit in one.
    """
    items = [item for item in view.items if item.block.is_for_participants or not is_for_participants]
    rows = []
    words = spoken(language)
    for _is_parallel, run in groupby(items, key=lambda item: item.block.track > 0):
        together = list(run)
        made = [_row(item, view, language, words) for item in together]
        is_beside = len({item.block.track for item in together}) > 1
        rows += _side_by_side(made, is_for_participants=is_for_participants) if is_beside else made
    return rows


def _side_by_side(rows: Sequence[Row], *, is_for_participants: bool) -> Iterator[Row]:
    """The rows of items that run at the same time, each with its lane, the first and the last of them marked."""
    lane = _("Group %(n)d") if is_for_participants else _("Track %(n)d")
    told = _("at the same time, group %(n)d") if is_for_participants else _("at the same time, track %(n)d")
    for at, row in enumerate(rows, start=1):
        number = {"n": row.track}
        yield replace(
            row, lane=lane % number, beside=told % number, opens_lanes=at == 1, closes_lanes=at == len(rows)
        )


def _row(item: Item, view: AgendaView, language: str, words: Mapping[str, str]) -> Row:
    block = item.block

    def said(parts: Iterable[str]) -> tuple[str, ...]:
        return tuple(words.get(part.strip(), part.strip()) for part in parts if part.strip())

    instructions = said(paragraphs(block.instructions))
    if language == "es":
        instructions = tuple(map(account_in_spanish, instructions))
    times, zone = view.schedule, view.agenda.session.zone
    return Row(
        number=item.number,
        title=block.title_es if language == "es" and block.title_es else block.title,
        is_untranslated=language == "es" and not block.title_es,
        starts_at=item.span.starts_at,
        ends_at=item.span.ends_at,
        minutes=block.minutes,
        lead=words.get(block.lead, block.lead),
        kind=block.get_kind_display(),
        purpose=words.get(block.purpose, block.purpose),
        instructions=instructions,
        script=said(paragraphs(block.spoken)),
        materials=said(block.materials.split(",")),
        ground_rules=said(block.ground_rules.splitlines()),
        track=block.track,
        notes=notes_of(block, item.place, times=times, zone=zone, switches=item.switches),
        fixed=fixed_of(block, item.place, times=times, zone=zone),
        pauses=pauses_of(block, item.place, times=times, zone=zone),
        is_break=block.kind == BlockKind.BREAK,
        is_talk=block.kind in TALKS,
        is_in_groups=block.kind in IN_GROUPS,
        may_be_hard=block.may_be_hard,
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
        key = one_of(part)
        found[key] = max(found.get(key, ""), part, key=len)
    return list(found.values())


def tracks_of(rows: Iterable[Row]) -> list[int]:
    """The tracks that run side by side, in order; participants know each as the group of the same number."""
    return sorted({row.track for row in rows if row.beside})


def spoken(language: str) -> Mapping[str, str]:
    """Spanish for words that still stand as the program wrote them; others stay as people wrote them."""
    return pairs() if language == "es" else {}
