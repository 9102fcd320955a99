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
        waiting[:0] = kids(node)
    return found


def kids(node: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    inside = node.get("/K", [])
    inside = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    return [
        kid for kid in inside if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"
    ]


def kinds(document: pikepdf.Pdf) -> list[str]:
    return [str(each.S).removeprefix("/") for each in elements(document)]


def pages(html: str, **options: str) -> list[pypdf.PageObject]:
    return list(
        pypdf.PdfReader(io.BytesIO(pdf.render(html, **{"lang": "en", "title": "Agenda"} | options))).pages
    )
