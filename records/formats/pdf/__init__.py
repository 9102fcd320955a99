"""HTML to tagged PDF, made by a child process that has no network, no secrets and little time."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from records.formats.errors import DocumentTooLarge
from records.formats.pdf.pool import POOL, Made

# WeasyPrint needs about 9 seconds for a megabyte of plain text, and the press has 20.
MAX_HTML_BYTES = 500_000
MAX_TITLE_CHARACTERS = 300

# Signs that neither XML nor fonts know; pasted text brings them.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Paper = Literal["letter", "a4"]


@dataclass(frozen=True)
class Section:
    """One of several documents that are bound into one file: its HTML, its language, what it is called."""

    html: str
    lang: str
    title: str
    styles: tuple[str, ...] = ("base",)

    @property
    def is_too_large(self) -> bool:
        """More HTML than the press lays out in its time."""
        return len(self.html.encode(errors="replace")) > MAX_HTML_BYTES


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
    section = Section(html=html, lang=lang, title=title, styles=styles)
    return POOL.make(_job([section], lang=lang, title=title, paper=paper)).content


def bind(
    sections: Sequence[Section],
    *,
    lang: str,
    title: str,
    paper: Paper = "letter",
    on_section: Callable[[int], None] | None = None,
) -> Made:
    """Make one tagged PDF of several documents and count its pages; each keeps its language, page numbers and foot.

    `on_section` is told after each how many are laid out. What it raises stops the work. Refuses like `render`,
    each document for itself, and all of them together after `pool.BINDING_SECONDS`.
    """
    return POOL.make(_job(sections, lang=lang, title=title, paper=paper), on_section)


def _job(sections: Sequence[Section], *, lang: str, title: str, paper: Paper) -> bytes:
    if any(section.is_too_large for section in sections):
        raise DocumentTooLarge
    told = {"lang": lang, "title": _one_line(title), "paper": paper}
    parts = [
        {
            "html": _NOT_TEXT.sub("", section.html),
            "lang": section.lang,
            "title": _one_line(section.title),
            "styles": list(section.styles),
        }
        for section in sections
    ]
    return json.dumps(told | {"sections": parts}).encode()


def _one_line(title: str) -> str:
    return " ".join(_NOT_TEXT.sub("", title).split())[:MAX_TITLE_CHARACTERS]
