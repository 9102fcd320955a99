"""Opens what was printed, the way a screen reader walks it."""

import io

import pikepdf
import pypdf

from records.formats import pdf


def opened(html: str, **options: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.render(html, **{"lang": "en", "title": "Agenda"} | options)))


def elements(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """All structure elements, in reading order."""
    waiting, found = [document.Root.StructTreeRoot], []
    while waiting:
        node = waiting.pop(0)
        if "/S" in node:
            found.append(node)
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting[:0] = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/MCID" not in kid]
    return found


def kinds(document: pikepdf.Pdf) -> list[str]:
    return [str(each.S).removeprefix("/") for each in elements(document)]


def pages(html: str, **options: str) -> list[pypdf.PageObject]:
    return list(
        pypdf.PdfReader(io.BytesIO(pdf.render(html, **{"lang": "en", "title": "Agenda"} | options))).pages
    )
