"""The printed agenda: which rows and which words go on paper. The bytes are made by records.formats.pdf."""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Session
from planning.choices import Version
from planning.exports.lateness import LATE, LatePlan, lacks_drop, late_plans
from planning.exports.mastheads import end_for_participants, late_start
from planning.exports.materials import part_of
from planning.exports.rows import materials_of
from planning.exports.sheets import (
    Brief,
    Sheet,
    coming,
    languages_of,
    next_session,
    printed_rows,
    rows_for_participants,
    rules_of,
    section,
    tightness,
    welcome_of,
)
from planning.models import Agenda
from planning.summaries.cautions import cautions
from records.formats import pdf
from records.timing import spell_span

AROUND = 72  # signs on a line of the words around the items


def agenda_pdf(brief: Brief, *, version: str, language: str) -> bytes:
    """The agenda as a tagged PDF. No participant is named on either copy."""
    language = language if version == Version.PARTICIPANT else "en"
    with translation.override(language):
        made = agenda_section(brief, version=version, language=language)
        title = _("Agenda: %(session)s") % {"session": brief.session.title}
    return pdf.render(made.html, lang=language, title=title, paper=brief.paper, styles=made.styles)


def agenda_section(brief: Brief, *, version: str, language: str) -> pdf.Section:
    """One copy of the agenda, in the language that is active."""
    sheet = (
        run_of_show(brief, language) if version == Version.FACILITATOR else participants_copy(brief, language)
    )
    return section(brief, sheet)


def run_of_show(brief: Brief, language: str) -> Sheet:
    """The facilitator's copy."""
    view, rows = brief.view, printed_rows(brief, language)
    named = [copy(item.block) for item in view.items]
    for block, row in zip(named, rows, strict=True):
        block.title = row.title  # what to look at again is told with the titles of this copy
    context = {
        "glance": rows,
        "items": rows,
        "warnings": cautions(view.agenda, named, view.schedule),
        "late_plans": (plans := _later_still(view.agenda, late_plans(view.agenda, named))),
        "lacks_drop": lacks_drop(plans, named),
        "coming": coming(brief.session),
        "materials": [
            {"name": name, "is_in_pack": part_of(name) in brief.parts} for name in materials_of(rows)
        ],
        "languages": languages_of(brief.session),
        "next_session": next_session(brief.session),
    }
    return Sheet(
        "pdf/agenda_facilitator.html", _("Run of show"), language, context, ("overleaf", "run_of_show")
    )


def _later_still(agenda: Agenda, plans: Sequence[LatePlan]) -> list[LatePlan]:
    """The plans for a late start; where the start is late already, they say that their minutes come on top."""
    if not agenda.late_minutes:
        return list(plans)
    heads = (ngettext("One minute more", "%(n)d minutes more", late) % {"n": late} for late in LATE)
    return [replace(plan, head=head) for plan, head in zip(plans, heads, strict=False)]


def participants_copy(brief: Brief, language: str) -> Sheet:
    rows = rows_for_participants(brief, language)
    following = next_session(brief.session)
    lines = (
        len(rows)
        + sum(row.opens_lanes for row in rows)
        + len(rules_of(brief, language))
        + _lines_around(brief.session, following)
    )
    context = {
        "items": rows,
        "welcome": welcome_of(brief, language),
        "next_session": following,
        "ends_at": end_for_participants(brief.view),
        "beside_when": late_start(brief.view),
        **tightness(brief, lines),
    }
    return Sheet("pdf/agenda_participant.html", _("Agenda"), language, context)


def _lines_around(session: Session, following: Session | None) -> int:
    """How many lines place, access and next session take on the participants' copy."""
    words = [", ".join(filter(None, (session.venue, session.address))), *session.access.splitlines()]
    if following:
        told = spell_span(following.starts_at, following.ends_at, following.time_zone)
        words.append(f"{_('Next session')}: {told}, {following.venue}")
    return sum(-(-len(each) // AROUND) for each in words)
