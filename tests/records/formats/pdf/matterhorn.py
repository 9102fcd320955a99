"""What a machine can decide of PDF/UA-1, after the Matterhorn Protocol 1.1 (PDF Association): faults by condition.

Checkpoints that cannot occur in our files (forms, XFA, media, optional content, attachments, encryption, notes,
formulas, ruby) are held by their absence. What only a person can judge (does an alternative text say what the picture
says? does the reading order make sense?) is looked at in pictures, and noted in docs/testing.md.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from tests.records.formats.pdf.content import content_faults
from tests.records.formats.pdf.reading import elements, kids

STANDARD = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Caption",
    "TOC",
    "TOCI",
    "Index",
    "NonStruct",
    "Private",
    "P",
    "H",
    "H1",
    "H2",
    "H3",
    "H4",
    "H5",
    "H6",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "TR",
    "TH",
    "TD",
    "THead",
    "TBody",
    "TFoot",
    "Span",
    "Quote",
    "Note",
    "Reference",
    "BibEntry",
    "Code",
    "Link",
    "Annot",
    "Ruby",
    "RB",
    "RT",
    "RP",
    "Warichu",
    "WT",
    "WP",
    "Figure",
    "Formula",
    "Form",
}
# Which kinds an element may hold (09-004 to 09-006); NonStruct is no structure of its own.
INSIDE = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody", "L"},
}
ONLY_INSIDE = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "LBody": {"LI"},
}
NEVER = ("/AcroForm", "/OCProperties", "/Collection", "/OpenAction", "/AA")


def faults(document: pikepdf.Pdf) -> list[str]:
    """Every fault as "condition: what and where"; an empty list is a pass of what is checked here."""
    found = [
        *_of_the_file(document),
        *_of_metadata(document),
        *_of_structure(document),
        *_of_headings(document),
    ]
    found += [*_of_tables_and_figures(document), *_of_pages(document), *_of_fonts(document)]
    return found + list(content_faults(document))


def _of_the_file(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "06 (6.2-1): not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "01-007: Suspects is true"
    if document.is_encrypted:
        yield "26-001: encrypted"
    if not str(root.get("/Lang", "")):
        yield "11-006: no language of the whole"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", None) is not True:
        yield "07-001: the window does not show the title"
    yield from (f"29-001, 20-001, 25-001: {name} is there" for name in NEVER if name in root)
    if "/EmbeddedFiles" in root.get("/Names", {}):
        yield "21-001: a file is attached"
    if len(document.pages) > 1 and "/Outlines" not in root:
        yield "bookmarks: several pages and none (WCAG technique PDF2)"


def _of_metadata(document: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in document.Root:
        yield "06-001: no metadata"
        return
    told = document.Root.Metadata.read_bytes()
    if b'pdfuaid:part="1"' not in told and b"<pdfuaid:part>1" not in told:
        yield "06-002: not said to be PDF/UA-1"
    if not re.search(rb"<dc:title>.*?\S.*?</dc:title>", told, re.DOTALL):
        yield "06-003: no title"


def _of_structure(document: pikepdf.Pdf) -> Iterator[str]:
    mapped = document.Root.StructTreeRoot.get("/RoleMap", {})
    for each in elements(document):
        kind = _kind(each)
        if kind not in STANDARD:
            yield f"02-001: {kind} is no standard kind" + ("" if f"/{kind}" in mapped else " and not mapped")
        inside = {_kind(kid) for kid in _meaning(each)}
        if kind in INSIDE and (wrong := inside - INSIDE[kind]):
            yield f"09-004, 09-005: {kind} holds {sorted(wrong)}"
        yield from (
            f"09-004, 09-005: {_kind(kid)} stands in {kind}"
            for kid in _meaning(each)
            if kind != "NonStruct" and kind not in ONLY_INSIDE.get(_kind(kid), {kind})
        )
    yield from (f"02-004: {name} is mapped to something else" for name in mapped if name[1:] in STANDARD)


def _of_headings(document: pikepdf.Pdf) -> Iterator[str]:
    levels = [int(_kind(each)[1]) for each in elements(document) if re.fullmatch(r"H[1-6]", _kind(each))]
    if levels and levels[0] != 1:
        yield f"14-002: the first heading is of level {levels[0]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"14-003: from level {before} to {after}"
    if any(_kind(each) == "H" for each in elements(document)):
        yield "14-007: H beside H1"
    yield from (
        "UA-14-001: an empty heading" for each in elements(document) if _is_heading(each) and not _holds(each)
    )


def _of_tables_and_figures(document: pikepdf.Pdf) -> Iterator[str]:
    for each in elements(document):
        if _kind(each) == "TH" and str(_attributes(each).get("/Scope", "")) not in {
            "/Row",
            "/Column",
            "/Both",
        }:
            yield "15-003: a head without scope"
        if _kind(each) == "Figure" and not str(each.get("/Alt", "")) and "/ActualText" not in each:
            yield "13-004: a picture without words"
        if _kind(each) == "Figure" and "/BBox" not in _attributes(each):
            yield "7.3: a picture without its place"


def _of_pages(document: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(document.pages, start=1):
        if str(page.obj.get("/Tabs", "")) != "/S":
            yield f"28-008: page {number} has no order for the tab key"
        for note in page.obj.get("/Annots", []):
            if str(note.Subtype) == "/Link" and not str(note.get("/Contents", "")):
                yield f"28-012: a link on page {number} does not say where it leads"
            if "/StructParent" not in note:
                yield f"28-010: something on page {number} is in no element"


def _of_fonts(document: pikepdf.Pdf) -> Iterator[str]:
    for font in {str(each.objgen): each for each in document.objects if _is_font(each)}.values():
        name = str(font.BaseFont)
        if "/ToUnicode" not in font:
            yield f"10-001: {name} does not tell its letters"
        if str(font.Subtype) != "/Type0":
            yield f"31: {name} is of another kind than ours"
            continue
        inner = font.DescendantFonts[0]
        if str(font.Encoding) != "/Identity-H":
            yield f"31-001: {name} has another encoding than Identity-H"
        files = {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
        if not files:
            yield f"31-009: {name} is not embedded"
        if str(inner.Subtype) == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
            yield f"31-004: {name} does not say which sign is which"


def _is_font(each: Any) -> bool:
    return (
        isinstance(each, pikepdf.Dictionary)
        and str(each.get("/Type")) == "/Font"
        and "/CIDSystemInfo" not in each
    )


def _kind(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _is_heading(element: Any) -> bool:
    return re.fullmatch(r"H[1-6]", _kind(element)) is not None


def _holds(element: Any) -> bool:
    inside = element.get("/K", [])
    return len(inside) > 0 if isinstance(inside, pikepdf.Array) else inside is not None


def _meaning(element: Any) -> list[Any]:
    """The kids that say something; what wraps them without a meaning is looked through."""
    found = []
    for kid in kids(element):
        found += _meaning(kid) if _kind(kid) == "NonStruct" else [kid]
    return found


def _attributes(element: Any) -> Any:
    found = element.get("/A", {})
    return found[0] if isinstance(found, pikepdf.Array) else found
