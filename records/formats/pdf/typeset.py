"""The only place that calls WeasyPrint. Runs inside the press, never in the program itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from records.formats.pdf.fetcher import AssetFetcher, read_assets
from records.formats.pdf.tagging import finish, strip_metadata
from records.formats.pdf.tree import tidy

NO_LETTER = "\ufffd"  # stands for a sign that no font has; a sentence of templates/pdf/base.html explains it
_NOTE = '<p class="small-print signs-missing" hidden>'
_PAPER = {"letter": "@page { size: 8.5in 11in }", "a4": "@page { size: 210mm 297mm }"}


class BundledFonts(FontConfiguration):
    """Fonts come from the folder named in `fonts.conf`; a document cannot bring its own."""

    def add_font_face(self, rule_descriptors: object, url_fetcher: object) -> None:
        pass


class Part(NamedTuple):
    """A section, laid out."""

    document: Any
    lang: str
    title: str


def leave_out(html: str, missing: set[str]) -> str:
    """The same HTML with a mark for each sign that has no shape, and the sentence that says so."""
    if not missing & set(html):
        return html
    return html.translate(dict.fromkeys(map(ord, missing), NO_LETTER)).replace(
        _NOTE, _NOTE.replace(" hidden", "")
    )


def _write(parts: list[Part], *, lang: str, title: str) -> tuple[bytes, set[str]]:
    """All pages as one PDF, and the signs that no font has."""
    document = parts[0].document.copy([page for part in parts for page in part.document.pages])
    strip_metadata(document.metadata, lang=lang, title=title)
    touch_up = partial(finish, parts=[(len(each.document.pages), each.lang, each.title) for each in parts])
    options: dict[str, Any] = {"pdf_variant": "pdf/ua-1", "pdf_identifier": True, "finisher": touch_up}
    body = document.write_pdf(**options)
    missing = {chr(code) for font in document.fonts.values() for code in font.missing}
    return body, missing - {NO_LETTER}


@dataclass
class Typesetter:
    """Fonts and style sheets, read once, used for every document."""

    assets_folder: Path
    fonts: BundledFonts = field(default_factory=BundledFonts)
    sheets: dict[str, CSS] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fetcher = AssetFetcher(read_assets(self.assets_folder))

    def make(
        self,
        *,
        sections: list[dict[str, Any]],
        lang: str,
        title: str,
        paper: str,
        on_section: Callable[[int], None] = lambda _number: None,
    ) -> tuple[bytes, int]:
        """The PDF and how many pages it has.

        Several sections are laid out one by one and bound from their pages, so that each counts its own pages and
        none is laid out again; tags are written once, for all of them, at the end. Which signs no font has is known
        only then: sections that hold one are laid out again, with a mark in its place.
        """
        parts = []
        for number, section in enumerate(sections, start=1):
            parts.append(self._lay_out(section, paper))
            if len(sections) > 1:
                on_section(number)
        body, missing = _write(parts, lang=lang, title=title)
        if missing:
            for at, section in enumerate(sections):
                if missing & set(section["html"]):
                    parts[at] = self._lay_out(section | {"html": leave_out(section["html"], missing)}, paper)
                    on_section(len(sections))
            body, _missing = _write(parts, lang=lang, title=title)
        return body, sum(len(part.document.pages) for part in parts)

    def _lay_out(self, section: dict[str, Any], paper: str) -> Part:
        page = HTML(string=section["html"], url_fetcher=self.fetcher)
        tidy(page.etree_element, lang=section["lang"])
        sheets = [self._sheet(name) for name in section["styles"]] + [self._paper(paper)]
        document = page.render(font_config=self.fonts, stylesheets=sheets, pdf_variant="pdf/ua-1")
        return Part(document, section["lang"], section["title"])

    def _sheet(self, name: str) -> CSS:
        if name not in self.sheets:
            text = self.fetcher.assets[f"{name}.css"].decode()
            self.sheets[name] = self._css(text)
        return self.sheets[name]

    def _paper(self, paper: str) -> CSS:
        if paper not in self.sheets:
            self.sheets[paper] = self._css(_PAPER[paper])
        return self.sheets[paper]

    def _css(self, text: str) -> CSS:
        return CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)
