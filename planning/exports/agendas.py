"""The printed agenda: which rows and which words go on paper. The bytes are made by records.formats.pdf."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dialogues.choices import Affiliation, Language
from dialogues.models import Invitation, Session
from planning import content
from planning.choices import BlockKind, Version
from planning.content import Words
from planning.models import Agenda, AgendaRelease
from planning.summaries.agendas import AgendaView, Item
from planning.summaries.releases import stamp_of
from records.formats import pdf

TEMPLATES = {
    Version.FACILITATOR: "pdf/agenda_facilitator.html",
    Version.PARTICIPANT: "pdf/agenda_participant.html",
}
ROOMY = 13  # items and ground rules that stand on one page with air between them


@dataclass(frozen=True)
class PrintOptions:
    """How a person wants the paper. `language` touches the participants' copy only."""

    version: str = Version.FACILITATOR
    paper: pdf.Paper = "letter"
    language: str = "en"
    is_large: bool = False


@dataclass(frozen=True)
class PrintedItem:
    """One item as it stands on paper, in the language of the copy."""

    item: Item
    title: str
    instructions: list[str]
    script: list[str]
    is_break: bool


def agenda_pdf(
    agenda: Agenda,
    view: AgendaView,
    *,
    options: PrintOptions,
    printed_at: datetime,
    release: AgendaRelease | None = None,
) -> bytes:
    """The agenda as a tagged PDF. No participant is named on either copy."""
    language = options.language if options.version == Version.PARTICIPANT else "en"
    with translation.override(language):
        html = agenda_html(agenda, view, options=options, printed_at=printed_at, release=release)
        title = _("Agenda: %(session)s") % {"session": agenda.session.title}
    return pdf.render(html, lang=language, title=title, paper=options.paper)


def agenda_html(
    agenda: Agenda,
    view: AgendaView,
    *,
    options: PrintOptions,
    printed_at: datetime,
    release: AgendaRelease | None = None,
) -> str:
    """The document's HTML, in the language that is active."""
    session = agenda.session
    speaks_spanish = options.version == Version.PARTICIPANT and options.language == "es"
    spoken = _spanish_of(agenda) if speaks_spanish else {}
    items = [_printed(item, speaks_spanish) for item in view.items]
    if options.version == Version.PARTICIPANT:
        items = [row for row in items if row.item.block.is_for_participants]
    context = {
        "agenda": agenda,
        "session": session,
        "dialogue": session.dialogue,
        "items": items,
        "view": view,
        "ground_rules": [spoken.get(rule, rule) for rule in view.ground_rules],
        "is_tight": not options.is_large and len(items) + len(view.ground_rules) > ROOMY,
        "welcome": _paragraphs(spoken.get(agenda.welcome, agenda.welcome)),
        "coming": _coming(session) if options.version == Version.FACILITATOR else [],
        "materials": _materials(view) if options.version == Version.FACILITATOR else [],
        "languages": [str(Language(code).label) for code in session.languages],
        "next_session": _next_session(session),
        "printed_at": printed_at,
        "stamp": stamp_of(agenda, release),
        "time_zone": session.time_zone,
        "large_print": options.is_large,
    }
    return render_to_string(TEMPLATES[Version(options.version)], context)


def _printed(item: Item, speaks_spanish: bool) -> PrintedItem:
    block = item.block
    return PrintedItem(
        item=item,
        title=block.title_es if speaks_spanish and block.title_es else block.title,
        instructions=_paragraphs(block.instructions),
        script=_paragraphs(block.script),
        is_break=block.kind == BlockKind.BREAK,
    )


def _paragraphs(text: str) -> list[str]:
    """Each has a direction of its own, so they stand apart."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def _spanish_of(agenda: Agenda) -> dict[str, str]:
    """Spanish for sentences that still stand as the format wrote them; others stay as people wrote them."""
    words: list[Words] = [rule.text for known in content.formats() for rule in known.ground_rules]
    if agenda.format:
        words.append(content.format(agenda.format).for_participants)
    return {pair.en: pair.es for pair in words if pair.es}


def _materials(view: AgendaView) -> list[str]:
    """Everything to bring, once, in the order of the evening."""
    found = [part.strip() for item in view.items for part in item.block.materials.split(",")]
    return list(dict.fromkeys(part for part in found if part))


def _coming(session: Session) -> list[tuple[str, int]]:
    """How many said yes, by affiliation. Numbers only."""
    counts = dict(
        Invitation.objects.coming()
        .filter(session=session)
        .values_list("participant__affiliation")
        .annotate(number=Count("pk"))
        .values_list("participant__affiliation", "number")
    )
    return [(str(side.label), counts[side]) for side in Affiliation if side in counts]


def _next_session(session: Session) -> Session | None:
    return (
        session.dialogue.sessions.planned()
        .filter(starts_at__gt=session.starts_at)
        .order_by("starts_at")
        .first()
    )
