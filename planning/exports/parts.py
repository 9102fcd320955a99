"""The parts of a print pack: for each, the sheets it consists of. Sheets name roles and numbers, never participants."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dialogues.choices import Affiliation, Agreement, AttendanceWay, NoteKind, Side, SurveyItem
from planning.choices import SEATS_AT_A_TABLE, SEATS_OF_FORMAT, PackPart, RoomKind, Spoken
from planning.content.paper import paper
from planning.exports.agendas import participants_copy, run_of_show
from planning.exports.crew import crew_cards
from planning.exports.pieces import split
from planning.exports.posters import poster_size
from planning.exports.rooms import HEIGHT, MOST_TABLES_DRAWN, WIDTH, sketch
from planning.exports.rows import SURVEY_SHEET, Row, tracks_of
from planning.exports.sheets import (
    Brief,
    Sheet,
    languages_of,
    next_session,
    printed_rows,
    rules_of,
)
from planning.exports.tables import table_questions, worksheets
from planning.models import Agenda
from planning.summaries.languages import interpreted
from planning.tokens import code_of
from records.timing import spell_span

SIGN_IN_LINES, SIGN_IN_LINES_LARGE = 11, 13  # one page; large print needs two, and fills them
# Type in the sketch of the room, in its own units: in large print one is three quarters of a point.
ROOM_TYPE = {
    False: {"front": 15, "front_y": 30, "door": 14, "number": 17, "dy": 6},
    True: {"front": 24, "front_y": 33, "door": 24, "number": 24, "dy": 8},
}
# Next-date cards: signs in a line, its points; the same of large lines; points of the air, of a line to fill in; most
# on a page.
CARDS = {False: (78, 17, 50, 24, 28, 30, 4), True: (50, 26, 35, 34, 38, 54, 3)}
CARDS_POINTS = 590  # of a page of Letter, without the head


def room(brief: Brief, language: str) -> Iterator[Sheet]:
    seats = SEATS_OF_FORMAT.get(brief.agenda.format, SEATS_AT_A_TABLE)
    context = {
        "kind": RoomKind(brief.room),
        "marks": sketch(brief.room, brief.tables, seats),
        "seats": seats,
        "type": ROOM_TYPE[brief.is_large],
        "width": WIDTH,
        "height": HEIGHT,
        "tables": brief.tables if brief.room == RoomKind.ROUND_TABLES else 0,
        "most_drawn": MOST_TABLES_DRAWN,
        "words": brief.view.about.room.in_language(language) if brief.view.about else "",
        "interpreted": [str(language.label) for language in interpreted(brief.session)],
        "tracks": tracks_of(printed_rows(brief, language)),
    }
    yield Sheet("pdf/parts/room.html", PackPart.ROOM.label, language, context, _styles("room"))


WAYS: dict[str, tuple[Any, Any]] = {
    AttendanceWay.COUNT: (
        gettext_lazy("Count only"),
        gettext_lazy("We keep how many people came, and nothing else. Make one mark when you come in."),
    ),
    AttendanceWay.FIRST_NAME: (
        gettext_lazy("First name"),
        gettext_lazy(
            "We keep your first name, and in which group you take part. No family name, no address."
        ),
    ),
    AttendanceWay.ALIAS: (
        gettext_lazy("A name you choose"),
        gettext_lazy(
            "We keep the name that you choose, and in which group you take part. It need not be your own."
        ),
    ),
    AttendanceWay.NAMED: (
        gettext_lazy("Full name"),
        gettext_lazy("We keep your full name, and in which group you take part."),
    ),
}


def sign_in(brief: Brief, language: str) -> Iterator[Sheet]:
    """A sheet for each way of attending; each says what is kept, and that nobody must sign."""
    for way, (title, kept) in WAYS.items():
        context = {
            "way": title,
            "kept": kept,
            "is_count": way == AttendanceWay.COUNT,
            "is_alias": way == AttendanceWay.ALIAS,
            "lines": range(sign_in_lines(brief)),
            "groups": [side.label for side in Affiliation],
        }
        name = _("%(part)s: %(way)s") % {"part": PackPart.SIGN_IN.label, "way": title}
        yield Sheet("pdf/parts/sign_in.html", name, language, context, _styles("sign_in"))


def sign_in_lines(brief: Brief) -> int:
    """How many people sign on one sheet."""
    return SIGN_IN_LINES_LARGE if brief.is_large else SIGN_IN_LINES


def agenda(brief: Brief, language: str) -> Iterator[Sheet]:
    yield participants_copy(brief, language)


def facilitators_copy(brief: Brief, language: str) -> Iterator[Sheet]:
    yield from split(run_of_show(brief, language))


def ground_rules(brief: Brief, language: str) -> Iterator[Sheet]:
    context = {"size": poster_size(rules_of(brief, language), brief.paper, is_large=brief.is_large)}
    title = PackPart.GROUND_RULES.label
    yield Sheet("pdf/parts/ground_rules.html", title, language, context, _styles("ground_rules"))


def name_tags(_brief: Brief, language: str) -> Iterator[Sheet]:
    title = PackPart.NAME_TAGS.label
    yield Sheet("pdf/parts/name_tags.html", title, language, {"tags": range(8)}, _styles("name_tags"))


def table_cards(brief: Brief, language: str) -> Iterator[Sheet]:
    context = {"numbers": range(1, brief.tables + 1)}
    title = PackPart.TABLE_CARDS.label
    yield Sheet("pdf/parts/table_cards.html", title, language, context, _styles("table_cards"))


def tally(brief: Brief, language: str) -> Iterator[Sheet]:
    context = {"items": _talks(brief, language), "spare": range(3)}
    yield Sheet("pdf/parts/tally.html", PackPart.TALLY.label, language, context, _styles("tally"))


def notes(brief: Brief, language: str) -> Iterator[Sheet]:
    """One sheet for each item in which people talk."""
    context = {"items": _talks(brief, language), "kinds": [kind.label for kind in NoteKind]}
    yield Sheet("pdf/parts/notes.html", PackPart.NOTES.label, language, context, _styles("notes"))


def survey(brief: Brief, language: str) -> Iterator[Sheet]:
    context = {
        "questions": [item.label for item in SurveyItem],
        "points": [point.label for point in Agreement],
        "sides": [side.label for side in Side],
        "code": code_of(SURVEY_SHEET, brief.session.pk or 0),
    }
    yield Sheet("pdf/parts/survey.html", PackPart.SURVEY.label, language, context, _styles("survey"))


def resources(_brief: Brief, language: str) -> Iterator[Sheet]:
    known = paper()
    lines = [
        {
            "name": line.name.in_language(language),
            "call": line.call.in_language(language),
            "about": line.about.in_language(language),
            "site": line.site,
        }
        for line in known.support
    ]
    context = {"lines": lines, "local": [words.in_language(language) for words in known.local]}
    yield Sheet("pdf/parts/resources.html", PackPart.RESOURCES.label, language, context, _styles("resources"))


def next_date(brief: Brief, language: str) -> Iterator[Sheet]:
    context = {"next_session": next_session(brief.session), "cards": range(cards_on_a_sheet(brief))}
    yield Sheet("pdf/parts/next_date.html", PackPart.NEXT_DATE.label, language, context, _styles("next_date"))


def cards_on_a_sheet(brief: Brief) -> int:
    """How many next-date cards stand on one page, by how long their words are."""
    signs, line, large_signs, large_line, air, blank, most = CARDS[brief.is_large]
    following, dialogue = next_session(brief.session), brief.session.dialogue
    place = f"{following.venue}, {following.address}" if following else ""
    texts = (dialogue.title, place, f"{_('Questions')}: {dialogue.agency.public_contact}")
    told = spell_span(following.starts_at, following.ends_at, following.time_zone) if following else ""
    height = air + large_line * (1 + -(-len(told) // large_signs)) + (0 if following else 2 * blank)
    height += sum(-(-len(text) // signs) * line for text in texts)
    return max(min(CARDS_POINTS // height, most), 1)


def interpreter(brief: Brief, language: str) -> Iterator[Sheet]:
    rows = printed_rows(brief, language)
    context = {
        "items": rows,
        "breaks": [row for row in rows if row.is_break],
        "terms": paper().terms,
        "languages": languages_of(brief.session),
        "ways": _interpreting(brief.agenda),
        "asked": _asked_for(brief.agenda.interpreters),
    }
    styles = ("overleaf", *_styles("interpreter"))
    yield from split(
        Sheet("pdf/parts/interpreter.html", PackPart.INTERPRETER.label, language, context, styles)
    )


def _interpreting(agenda: Agenda) -> list[str]:
    """How words are carried over, as far as the team has said so."""
    spoken = [str(Spoken(agenda.spoken_interpreting).label)] if agenda.spoken_interpreting else []
    return [*([_("Sign language")] if agenda.has_sign_language else []), *spoken]


def _asked_for(number: int) -> str:
    """How many interpreters come; nothing while nobody has said so."""
    if number == 1:
        return _(
            "One interpreter is asked for in each language, so you work alone. Agree on rests beforehand."
        )
    text = _("%(n)d interpreters are asked for in each language. You change places at the times below.")
    return text % {"n": number} if number else ""


SHEETS_OF: dict[str, Callable[[Brief, str], Iterator[Sheet]]] = {
    PackPart.RUN_OF_SHOW: facilitators_copy,
    PackPart.CREW_CARDS: crew_cards,
    PackPart.ROOM: room,
    PackPart.SIGN_IN: sign_in,
    PackPart.AGENDA: agenda,
    PackPart.GROUND_RULES: ground_rules,
    PackPart.NAME_TAGS: name_tags,
    PackPart.TABLE_CARDS: table_cards,
    PackPart.TALLY: tally,
    PackPart.NOTES: notes,
    PackPart.SURVEY: survey,
    PackPart.RESOURCES: resources,
    PackPart.NEXT_DATE: next_date,
    PackPart.INTERPRETER: interpreter,
    PackPart.TABLE_QUESTIONS: table_questions,
    PackPart.WORKSHEETS: worksheets,
}


def _talks(brief: Brief, language: str) -> list[Row]:
    return [row for row in printed_rows(brief, language) if row.is_talk]


def _styles(part: str) -> tuple[str, ...]:
    return ("pack", f"part_{part}")
