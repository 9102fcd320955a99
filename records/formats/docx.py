"""Documents for a word processor: headings, facts, tables and text, with language and title, and nobody's name.

Made by python-docx from its own empty template. Whatever is typed is text; nothing is read from anywhere else.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION_START
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Mm, Pt
from docx.table import Table

# Signs that XML cannot hold; pasted text brings them.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_PAPER = {"letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}
# Files must not tell at which hour they were made; the same words give the same dates.
_NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Writer:
    """One document from top to bottom. `save` gives its bytes."""

    def __init__(self, *, title: str, lang: str, paper: str = "letter") -> None:
        self._document: Document = docx.Document()
        told = self._document.core_properties
        told.title, told.language = clean(title), lang
        told.author = told.last_modified_by = told.comments = told.keywords = ""
        told.created = told.modified = _NO_MOMENT
        self._set_language(lang)
        section = self._document.sections[0]
        section.start_type = WD_SECTION_START.NEW_PAGE
        section.page_width, section.page_height = _PAPER[paper]
        section.left_margin = section.right_margin = Inches(0.9)

    def heading(self, text: str, level: int) -> None:
        self._document.add_heading(clean(text), level)

    def paragraph(self, text: str, *, label: str = "") -> None:
        """One paragraph; `label` stands before it in bold."""
        paragraph = self._document.add_paragraph()
        if label:
            paragraph.add_run(f"{clean(label)}: ").bold = True
        paragraph.add_run(clean(text))

    def bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._document.add_paragraph(clean(line), style="List Bullet")

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table whose head is repeated on every page."""
        table: Table = self._document.add_table(rows=1, cols=len(header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            cell.paragraphs[0].add_run(clean(text)).bold = True
        repeat = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 -- python-docx has no word for it
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = clean(text)

    def foot(self, text: str) -> None:
        """What stands at the foot of each page."""
        run = self._document.sections[0].footer.paragraphs[0].add_run(clean(text))
        run.font.size = Pt(9)

    def save(self) -> bytes:
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _set_language(self, lang: str) -> None:
        """The language that a reader speaks and a word processor checks."""
        style = self._document.styles["Normal"].element.get_or_add_rPr()
        element = OxmlElement("w:lang")
        element.set(qn("w:val"), lang)
        style.append(element)


def clean(text: str) -> str:
    return _NOT_TEXT.sub("", text)
