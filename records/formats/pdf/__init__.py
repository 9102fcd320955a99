"""HTML to tagged PDF, made by a child process that has no network, no secrets and little time."""

import json
import re
from typing import Literal

from records.formats.errors import DocumentTooLarge
from records.formats.pdf.pool import POOL

# WeasyPrint needs about 9 seconds for a megabyte of plain text, and the press has 20.
MAX_HTML_BYTES = 500_000
MAX_TITLE_CHARACTERS = 300

# Signs that neither XML nor fonts know; pasted text brings them.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Paper = Literal["letter", "a4"]


def render(
    html: str,
    *,
    lang: str,
    title: str,
    paper: Paper = "letter",
    styles: tuple[str, ...] = ("base",),
) -> bytes:
    """Make one tagged PDF (PDF/UA-1) of `html`; refuse with a sentence what is too big or too slow.

    `html` comes from a template, so every word a person typed is already escaped. `styles` are names of
    files in `static/pdf/`. Pictures come from there too (`asset:name.png`) or stand in the HTML itself
    (`data:image/png;base64,…`, `data:image/svg+xml;base64,…`); every other address is left out.
    """
    if len(html.encode(errors="replace")) > MAX_HTML_BYTES:
        raise DocumentTooLarge
    job = {
        "html": _NOT_TEXT.sub("", html),
        "lang": lang,
        "title": " ".join(_NOT_TEXT.sub("", title).split())[:MAX_TITLE_CHARACTERS],
        "paper": paper,
        "styles": list(styles),
    }
    return POOL.make(json.dumps(job).encode())
