"""Finishing touches that WeasyPrint leaves out: table scope for readers, and nothing about the machine."""

from collections.abc import Iterator
from typing import Any

import pydyf

PRODUCER = "Convene"


def finish(document: Any, pdf: Any) -> None:
    """Called by WeasyPrint just before the file is written."""
    _scope_table_heads(document, pdf)
    pdf.info["Producer"] = pydyf.String(PRODUCER)
    pdf.info.pop("Creator", None)
    _name_producer_in_metadata(pdf)


def strip_metadata(metadata: Any, *, lang: str, title: str) -> None:
    """Who wrote it and the hour it was made stay out; the day stays if the template gave one."""
    metadata.title, metadata.lang = title, lang
    metadata.authors, metadata.keywords, metadata.attachments = [], [], []
    metadata.description = metadata.generator = metadata.modified = None
    metadata.created = metadata.created[:10] if metadata.created else None


def _scope_table_heads(document: Any, pdf: Any) -> None:
    """Say of every `th` whether it heads a column or a row, and list the ids that cells refer to."""
    ids = []
    for box in _boxes(document):
        cell = getattr(box, "mark", None)
        if cell is None or cell["S"] != "/TH":
            continue
        is_row = box.element is not None and box.element.attrib.get("scope") == "row"
        cell["A"]["Scope"] = "/Row" if is_row else "/Column"
        if "ID" in cell:
            ids.append((cell["ID"].string, cell["ID"], cell.reference))
    if ids:
        names = pydyf.Array()
        for _key, identifier, reference in sorted(ids, key=lambda entry: entry[0]):
            names.extend([identifier, reference])
        root = _object(pdf, pdf.catalog["StructTreeRoot"])
        root["IDTree"] = pydyf.Dictionary({"Names": names})


def _boxes(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from page._page_box.descendants()  # noqa: SLF001 -- WeasyPrint keeps the tags only there


def _name_producer_in_metadata(pdf: Any) -> None:
    stream = _object(pdf, pdf.catalog["Metadata"])
    start, quote = b'Producer="', b'"'
    for place, part in enumerate(stream.stream):
        before, found, after = part.partition(start)
        if found:
            rest = after.partition(quote)[2]
            stream.stream[place] = before + start + PRODUCER.encode() + quote + rest


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
