"""The charter on paper: one page, two when it is long. The bytes are made by records.formats.pdf."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.models import Charter, Dialogue
from records.formats import pdf


def charter_pdf(dialogue: Dialogue, charter: Charter, *, printed_at: datetime) -> bytes:
    """The charter as a tagged PDF, in the language that is active, on the agency’s paper."""
    html = charter_html(dialogue, charter, printed_at=printed_at)
    title = _("Charter: %(dialogue)s") % {"dialogue": dialogue.title}
    return pdf.render(html, lang=get_language() or "en", title=title, paper=dialogue.agency.paper_size)


def charter_html(dialogue: Dialogue, charter: Charter, *, printed_at: datetime) -> str:
    seats = list(charter.seats.all())
    context = {
        "dialogue": dialogue,
        "charter": charter,
        "seats": seats,
        "total": sum(seat.count for seat in seats),
        "printed_at": printed_at,
        "time_zone": dialogue.agency.time_zone,
        "large_print": False,
    }
    return render_to_string("pdf/charter.html", context)
