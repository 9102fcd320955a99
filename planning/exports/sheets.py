"""What every printed sheet of a session needs: the frame of words around the parts of a print pack."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils.functional import Promise, lazy
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from dialogues.choices import Affiliation, Language
from dialogues.models import Invitation, Session
from planning.choices import RoomKind
from planning.exports.mastheads import beside
from planning.exports.placeholders import filled, has_open
from planning.exports.rows import Row, paragraphs, rows_of, spoken
from planning.models import Agenda
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Printing
from records.formats import pdf
from records.timing import spell_day, spell_moment

ROOMY = 13  # items and ground rules that stand on one page with air between them
FOOT_SIGNS, FOOT_SIGNS_LARGE = 72, 54  # that fit on a line of the foot (widths: static/pdf/base.css)
FOOT_SIGNS_PART = 64  # of our own words, whose letters are narrower than the widest that people type
OWN_WORDS = SafeString(' lang="en"')  # of what the team wrote, on sheets in another language
CROWDED = 19  # more of them, and of the lines around them, need every point of a page
PACKED = 23  # more still, as with an address over three lines, need smaller type


said_anew = lazy(lambda told: told(), str)  # said anew in the language of each sheet


@dataclass(frozen=True)
class Stamp:
    """What the foot says of how old a sheet is: the words ("Release 3") and the moment of printing.

    `edition` says the same in the name of a file.
    """

    words: str | Promise
    printed_at: datetime
    edition: str
    is_release: bool = False

    @classmethod
    def of(cls, printing: Printing, *, printed_at: datetime) -> "Stamp":
        release = printing.release
        edition = f"release-{release.number}" if release else f"draft-v{printing.agenda.version}"
        return cls(said_anew(lambda: printing.stamp), printed_at, edition, is_release=release is not None)


@dataclass(frozen=True)
class Brief:
    """One session on paper, as someone wants it. `view` may show a release: nothing here asks for blocks again."""

    agenda: Agenda
    view: AgendaView
    stamp: Stamp
    paper: pdf.Paper = "letter"
    is_large: bool = False
    room: str = RoomKind.ROUND_TABLES
    tables: int = 6
    parts: tuple[str, ...] = ()  # of the pack, where it is one

    @property
    def session(self) -> Session:
        return self.agenda.session


@dataclass(frozen=True)
class Sheet:
    """One document of a pack: which template, called what, in which language, with what beside the frame."""

    template: str
    title: str | Promise
    language: str
    context: dict[str, Any]
    styles: tuple[str, ...] = ()


def section(brief: Brief, sheet: Sheet) -> pdf.Section:
    """The sheet's HTML, in the language that is active, ready to be bound."""
    named = {"part": sheet.title, "foot_above": foot_above(brief, str(sheet.title))}
    html = render_to_string(sheet.template, frame_of(brief, sheet.language) | sheet.context | named)
    return pdf.Section(html, sheet.language, str(sheet.title), ("base", *sheet.styles))


def frame_of(brief: Brief, language: str) -> dict[str, Any]:
    """What stands around the content of every sheet."""
    session = brief.session
    return {
        "agenda": brief.agenda,
        "session": session,
        "dialogue": session.dialogue,
        "view": brief.view,
        "ends_at": session.ends_at,
        "beside_when": beside(brief.view),
        "foot": foot_of(brief),
        "printed_at": brief.stamp.printed_at,
        "time_zone": session.time_zone,
        "large_print": brief.is_large,
        "ground_rules": rules_of(brief, language),
        "own_words": OWN_WORDS if language != "en" else "",
    }


def foot_above(brief: Brief, part: str) -> str:
    """What stands above the stamp: the part and the dialogue, on a line each in large print, with the day before."""
    dialogue = brief.session.dialogue.title
    if not brief.is_large:
        return Truncator(f"{part} · {dialogue}").chars(FOOT_SIGNS)
    first = f"{spell_day(brief.session.local_start)} · {part}"
    return "\n".join((Truncator(first).chars(FOOT_SIGNS_PART), Truncator(dialogue).chars(FOOT_SIGNS_LARGE)))


def foot_of(brief: Brief) -> str:
    """How old the sheet is, on one line. Large print has room for that alone: its day stands two lines above."""
    moment = spell_moment(brief.stamp.printed_at, brief.session.time_zone)
    told = [str(brief.stamp.words), _("printed %(moment)s") % {"moment": moment}]
    return " · ".join(told if brief.is_large else [spell_day(brief.session.local_start), *told])


def rules_of(brief: Brief, language: str) -> list[str]:
    known = spoken(language)
    return [known.get(rule, rule) for rule in brief.view.ground_rules]


def welcome_of(brief: Brief, language: str) -> tuple[str, ...]:
    welcome = brief.agenda.welcome
    return paragraphs(spoken(language).get(welcome, welcome))


def rows_for_participants(brief: Brief, language: str) -> list[Row]:
    return printed_rows(brief, language, is_for_participants=True)


def printed_rows(brief: Brief, language: str, *, is_for_participants: bool = False) -> list[Row]:
    """The items, with day and place of the next session where their words leave them open."""
    rows = rows_of(brief.view, language, is_for_participants=is_for_participants)
    return filled(rows, next_session(brief.session)) if has_open(rows) else rows


def tightness(brief: Brief, lines: int) -> dict[str, bool]:
    """How close `lines` of a participants' agenda have to stand so that one page holds them."""
    return {
        "is_tight": not brief.is_large and lines > ROOMY,
        "is_crowded": not brief.is_large and lines > CROWDED,
        "is_packed": not brief.is_large and lines > PACKED,
    }


def coming(session: Session) -> list[tuple[str, int]]:
    """How many said yes, by affiliation. Numbers only."""
    counts = dict(
        Invitation.objects.coming()
        .filter(session=session)
        .values_list("participant__affiliation")
        .annotate(number=Count("pk"))
        .values_list("participant__affiliation", "number")
    )
    return [(str(side.label), counts[side]) for side in Affiliation if side in counts]


def languages_of(session: Session) -> list[str]:
    return [str(Language(code).label) for code in session.languages]


def next_session(session: Session) -> Session | None:
    return (
        session.dialogue.sessions.planned()
        .filter(starts_at__gt=session.starts_at)
        .order_by("starts_at")
        .first()
    )
