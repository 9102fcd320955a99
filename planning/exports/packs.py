"""A whole print pack as one tagged PDF: the list of its parts first, then each part with pages of its own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.choices import FOR_PARTICIPANTS, PackLanguage, PackPart
from planning.errors import PartNotPrinted
from planning.exports.parts import SHEETS_OF, cards_on_a_sheet, sign_in_lines
from planning.exports.roles import people_in, roles_of
from planning.exports.sheets import Brief, Sheet, coming, section
from planning.summaries.languages import interpreted
from records.errors import Refusal
from records.formats import pdf

SPARE = 1.1  # of what each person gets, a tenth more is printed


@dataclass(frozen=True)
class Line:
    """One line of the list: the part, how many copies to print, and for whom."""

    part: str | Promise
    copies: str
    hint: str | Promise


HINTS: dict[str, str | Promise] = {
    PackPart.RUN_OF_SHOW: gettext_lazy("For whoever leads, and one to spare"),
    PackPart.CREW_CARDS: gettext_lazy("Each card to the person in that role"),
    PackPart.ROOM: gettext_lazy("For those who set up the room"),
    PackPart.SIGN_IN: gettext_lazy("At the door; put out those that you use, side by side"),
    PackPart.AGENDA: gettext_lazy("One for each person"),
    PackPart.GROUND_RULES: gettext_lazy("On the wall, in sight of all; enlarge it if you can"),
    PackPart.NAME_TAGS: gettext_lazy("On heavy paper; people write what they want to be called"),
    PackPart.TABLE_CARDS: gettext_lazy("On heavy paper; fold each in the middle"),
    PackPart.TALLY: gettext_lazy("For whoever counts who speaks"),
    PackPart.NOTES: gettext_lazy("A set for each person who takes notes"),
    PackPart.SURVEY: gettext_lazy("One for each person; a box with a slot to collect them"),
    PackPart.RESOURCES: gettext_lazy("One for each person; fill in the local lines first"),
    PackPart.NEXT_DATE: gettext_lazy("One card for each person; cut along the lines"),
    PackPart.INTERPRETER: gettext_lazy("For each interpreter, some days before"),
    PackPart.TABLE_QUESTIONS: gettext_lazy("A set for each table or circle"),
    PackPart.WORKSHEETS: gettext_lazy("Count in the room; copy what you need"),
}
FOR_EACH_PERSON = {PackPart.AGENDA, PackPart.SURVEY, PackPart.RESOURCES, PackPart.NEXT_DATE}


def pack_pdf(
    brief: Brief,
    *,
    parts: Sequence[str],
    language: str,
    on_begin: Callable[[int], None],
    on_section: Callable[[int], None],
) -> pdf.Made:
    """All parts in one file. `on_begin` hears how many documents there are, `on_section` each one that is laid out.

    A refusal names the part that could not be printed, so that the pack can be made without it.
    """
    named = list(_named_sections(replace(brief, parts=tuple(parts)), parts, language))
    sections = [each for _name, each in named]
    on_begin(len(sections))
    done = next((at for at, each in enumerate(sections) if each.is_too_large), 0)

    def count(number: int) -> None:
        nonlocal done
        done = number
        on_section(number)

    with translation.override(_teams(language)):
        title = _("Print pack: %(session)s") % {"session": brief.session.title}
    try:
        return pdf.bind(sections, lang=_teams(language), title=title, paper=brief.paper, on_section=count)
    except Refusal as refusal:
        name, _section = named[min(done, len(named) - 1)]
        raise PartNotPrinted(part=name, why=refusal) from refusal


def pack_sections(brief: Brief, *, parts: Sequence[str], language: str) -> Iterator[pdf.Section]:
    """The list of parts, then their sheets; what participants read in each language that was asked for."""
    return (each for _name, each in _named_sections(brief, parts, language))


def _named_sections(
    brief: Brief, parts: Sequence[str], language: str
) -> Iterator[tuple[str | Promise, pdf.Section]]:
    """With what the part is called on the page, in the language of whoever reads it there."""
    with translation.override(_teams(language)):
        yield gettext_lazy("In this pack"), section(brief, _list_of(brief, parts, language))
    for part in (each for each in PackPart.values if each in parts):
        for spoken in _languages(part, language):
            with translation.override(spoken):
                for sheet in SHEETS_OF[part](brief, spoken):
                    yield PackPart(part).label, section(brief, sheet)


def _languages(part: str, language: str) -> tuple[str, ...]:
    if part not in FOR_PARTICIPANTS:
        return (_teams(language),)
    return ("en", "es") if language == PackLanguage.BOTH else (language,)


def _teams(language: str) -> str:
    """The language of the sheets for the team: Spanish when all of the pack is."""
    return "es" if language == PackLanguage.SPANISH else "en"


def _list_of(brief: Brief, parts: Sequence[str], language: str) -> Sheet:
    yes = sum(count for _side, count in coming(brief.session))
    number = yes or brief.session.capacity or 0
    lines = [
        Line(PackPart(part).label, _copies(part, number, brief), _hint(part, brief, number, _teams(language)))
        for part in PackPart.values
        if part in parts
    ]
    context = {
        "lines": lines,
        "yes": yes,
        "seats": brief.session.capacity or 0,
        "language": PackLanguage(language).label,
        "is_release": brief.stamp.is_release,
        "edition": brief.stamp.words,
    }
    return Sheet("pdf/parts/pack_list.html", _("In this pack"), _teams(language), context, ("pack",))


def _hint(part: str, brief: Brief, number: int, language: str) -> str | Promise:
    """For whom the part is, of so many people; of crew cards also which role needs more than one."""
    told: list[str] = []
    if part == PackPart.CREW_CARDS:
        counts = [(role, people_in(role, tables=brief.tables, expected=number)) for role in roles_of(brief)]
        copies = [(role.role.title.in_language(language), count) for role, count in counts if count > 1]
        told = [_("%(role)s: %(n)d copies") % {"role": name, "n": count} for name, count in copies]
    if part == PackPart.SIGN_IN:
        lines = {"n": sign_in_lines(brief)}
        told = [_("A sheet for names has %(n)d lines; of the sheet for marks, one is enough") % lines]
    if part == PackPart.SURVEY and brief.is_large:
        told = [_("It takes several pages: print on both sides, and staple them")]
    return ". ".join([str(HINTS[part]), *told]) if told else HINTS[part]


def _copies(part: str, number: int, brief: Brief) -> str:
    """How many to print; nothing where only those in the room can say."""
    if part in FOR_EACH_PERSON and number:
        each = -(-number // cards_on_a_sheet(brief)) if part == PackPart.NEXT_DATE else number
        return str(round(each * SPARE + 0.5))
    if part == PackPart.RUN_OF_SHOW:
        return "2"
    if part == PackPart.SIGN_IN:
        return str(-(-number // sign_in_lines(brief)) or 1)
    if part == PackPart.TABLE_QUESTIONS:
        return str(brief.tables)
    if part == PackPart.INTERPRETER:
        return str(brief.agenda.interpreters * max(len(interpreted(brief.session)), 1) or "")
    if part == PackPart.NAME_TAGS and number:
        return str(-(-round(number * SPARE + 0.5) // 8))
    return "" if part in FOR_EACH_PERSON | {PackPart.NOTES, PackPart.WORKSHEETS, PackPart.NAME_TAGS} else "1"
