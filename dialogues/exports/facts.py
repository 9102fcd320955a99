"""The facts handout: what may be told to anyone, on paper. The bytes are made by records.formats.pdf."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dialogues.models import Incident
from dialogues.summaries.facts import FactsBoard
from records.formats import pdf


@dataclass(frozen=True)
class Handout:
    """How it is printed: language of the headings, paper, when the next update comes, one office to ask."""

    language: str = "en"
    paper: pdf.Paper = "letter"
    next_at: datetime | None = None
    contact: str = ""


def handout_pdf(incident: Incident, board: FactsBoard, handout: Handout, *, printed_at: datetime) -> bytes:
    """One tagged PDF. `board` holds facts for anyone only; the caller made it so."""
    with translation.override(handout.language):
        html = handout_html(incident, board, handout, printed_at=printed_at)
        title = handout_title(incident)
    return pdf.render(html, lang=handout.language, title=title, paper=handout.paper)


def handout_title(incident: Incident) -> str:
    """What the file says of itself where it is passed on: whose facts, not what the incident is called inside."""
    return f"{_('What we know')} · {incident.agency.name}"


def handout_html(incident: Incident, board: FactsBoard, handout: Handout, *, printed_at: datetime) -> str:
    """The document's HTML, in the language that is active."""
    if board.for_team:
        raise ValueError("facts for the team only do not belong on a handout")
    context = {
        "title": handout_title(incident),
        "incident": incident,
        "board": board,
        "handout": handout,
        "printed_at": printed_at,
        "time_zone": incident.time_zone,
    }
    return render_to_string("pdf/facts_handout.html", context)
