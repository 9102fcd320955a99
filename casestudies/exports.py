"""A case on paper: which words go on it. The bytes are made by records.formats.pdf."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casestudies.summaries.library import CasePage
from records.formats import pdf


def case_pdf(page: CasePage, *, paper: pdf.Paper, printed_at: datetime) -> bytes:
    """The case as a tagged PDF. Our words are in the reader's language, the case in its own."""
    title = _("Case study: %(case)s") % {"case": page.published}
    html = case_html(page, printed_at=printed_at)
    return pdf.render(html, lang=get_language() or "en", title=title, paper=paper)


def case_html(page: CasePage, *, printed_at: datetime) -> str:
    """The document's HTML, in the language that is active."""
    version = reverse("casestudies:version-show", args=[page.published.key, page.version.number])
    context = {
        "page": page,
        "case": page.case,
        "address": settings.PUBLIC_ORIGIN + version,
        "printed_at": printed_at,
        "time_zone": get_current_timezone_name(),
    }
    return render_to_string("pdf/case.html", context)
