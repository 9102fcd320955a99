"""The calendar of a year on one page of paper, to hang up or hand out. It names no person."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.models import Dialogue
from dialogues.summaries.year import Year
from records.formats import pdf


def calendar_pdf(dialogue: Dialogue, year: Year, *, printed_at: datetime) -> bytes:
    """The sessions of the year by month, as a tagged PDF in the language that is active."""
    html = calendar_html(dialogue, year, printed_at=printed_at)
    title = _("Calendar %(year)d: %(dialogue)s") % {"year": year.number, "dialogue": dialogue.title}
    return pdf.render(html, lang=get_language() or "en", title=title, paper=dialogue.agency.paper_size)


def calendar_html(dialogue: Dialogue, year: Year, *, printed_at: datetime) -> str:
    context = {
        "dialogue": dialogue,
        "year": year,
        "printed_at": printed_at,
        "time_zone": dialogue.agency.time_zone,
        "large_print": False,
    }
    return render_to_string("pdf/year.html", context)
