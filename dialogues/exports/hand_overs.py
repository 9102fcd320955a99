"""The hand-over sheet: one page for the next shift. The bytes are made by records.formats.pdf."""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.summaries.hand_overs import HandOverSheet
from records.formats import pdf

MOST_STEPS = 8


def sheet_pdf(sheet: HandOverSheet, *, steps: Sequence[Any] = (), resting: Sequence[Any] = ()) -> bytes:
    """One tagged PDF for those who work on the incident.

    `steps` are the open steps of a plan, given by a room above: each has `title`, and may have `when` and `who`.
    The first of them are printed, at the end, so that page one holds what matters most; after them `resting`, those
    that were done and come back.
    """
    title = _("Hand-over: %(incident)s") % {"incident": sheet.incident.title}
    html = sheet_html(sheet, steps=steps, resting=resting)
    return pdf.render(html, lang=get_language() or "en", title=title, paper=_paper(sheet))


def sheet_html(sheet: HandOverSheet, *, steps: Sequence[Any] = (), resting: Sequence[Any] = ()) -> str:
    """The document's HTML, in the language that is active."""
    context = {
        "incident": sheet.incident,
        "sheet": sheet,
        "steps": steps[:MOST_STEPS],
        "resting": resting[:MOST_STEPS],
        "more_steps": max(len(steps) - MOST_STEPS, 0),
        "printed_at": sheet.now,
        "time_zone": sheet.incident.time_zone,
    }
    return render_to_string("pdf/hand_over.html", context)


def _paper(sheet: HandOverSheet) -> pdf.Paper:
    return "a4" if sheet.incident.agency.paper_size == "a4" else "letter"
