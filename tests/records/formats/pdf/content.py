"""What is painted on pages: is it tagged or passed over, does each sign have a shape and a letter?"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "INLINE IMAGE"} | SHOWS


def content_faults(document: pikepdf.Pdf) -> Iterator[str]:
    owners = _owners(document)
    for number, page in enumerate(document.pages, start=1):
        yield from (f"{fault}, page {number}" for fault in _page_faults(page, owners.get(number - 1, [])))


def _owners(document: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}


def _page_faults(page: pikepdf.Page, owners: Any) -> Iterator[str]:
    marks: list[str] = []
    font, known, shapes = "", {}, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            yield from _mark_faults(operands, marks, owners)
            marks.append(str(operands[0]))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = str(operands[0])
            if font not in known:
                known[font], shapes[font] = _letters(page, font), _shapes(page, font)
        elif name in PAINTS and not [mark for mark in marks if mark != "/Span"] and "/Span" not in marks:
            yield f"01-005: {name} is neither tagged nor passed over"
        if name in SHOWS:
            yield from _sign_faults(operands, known[font], shapes[font], font)


def _mark_faults(operands: Any, marks: list[str], owners: Any) -> Iterator[str]:
    if str(operands[0]) == "/Artifact":
        if [mark for mark in marks if mark != "/Artifact"]:
            yield "01-003: passed over inside of what is tagged"
        return
    if "/Artifact" in marks:
        yield "01-004: tagged inside of what is passed over"
    number = operands[1].get("/MCID") if len(operands) > 1 else None
    if number is not None and (int(number) >= len(owners) or owners[int(number)] is None):
        yield f"01-006: content {number} belongs to no element"


def _letters(page: pikepdf.Page, font: str) -> set[int]:
    """Signs of a font for which it tells the letter."""
    table = page.obj.Resources.Font[font].ToUnicode.read_bytes().decode("latin-1")
    return {
        int(code, 16) for code in re.findall(r"^<([0-9a-fA-F]{4})>\s*<[0-9a-fA-F]+>", table, re.MULTILINE)
    }


def _shapes(page: pikepdf.Page, font: str) -> int:
    """How many shapes the embedded font has."""
    told = page.obj.Resources.Font[font].DescendantFonts[0].FontDescriptor
    file = told.get("/FontFile2", None) or told.FontFile3
    return int(TTFont(io.BytesIO(file.read_bytes()))["maxp"].numGlyphs)


def _sign_faults(operands: Any, known: set[int], shapes: int, font: str) -> Iterator[str]:
    for text in operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]:
        if not isinstance(text, pikepdf.String):
            continue
        signs = bytes(text)
        for code in (int.from_bytes(signs[at : at + 2]) for at in range(0, len(signs), 2)):
            if code == 0 or code >= shapes:
                yield f"31-030: a sign without a shape, in {font}"
            elif code not in known:
                yield f"10-001: sign {code} of {font} tells no letter"
