"""Finishing touches that WeasyPrint leaves out: what screen readers need, and nothing about the machine.

Works on pydyf's objects just before the file is written: `pdf.objects` by number, `b"12 0 R"` refers to one.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

PRODUCER = "Convene"


def finish(document: Any, pdf: Any) -> None:
    """Called by WeasyPrint when all objects are there."""
    _scope_table_heads(document, pdf)
    _pair_terms_with_what_is_said_of_them(pdf)
    _read_the_foot_once(pdf)
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


def _pair_terms_with_what_is_said_of_them(pdf: Any) -> None:
    """`<dl><div><dt>…<dd>…</div></dl>` becomes one list item with a label and a body for each pair."""
    for item in [each for each in _elements(pdf) if each["S"] == "/Div" and _parent(pdf, each)["S"] == "/L"]:
        item["S"] = "/LI"
        for place, part in enumerate(_kids(pdf, item)):
            if part["S"] != "/LI":
                continue
            part["S"] = "/LBody" if place else "/Lbl"
            for body in _kids(pdf, part):
                body["S"] = "/NonStruct"


def _read_the_foot_once(pdf: Any) -> None:
    """The foot of the last page closes the document; on every page before, it would only interrupt."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    _append_last_foot(pdf, _object(pdf, root["K"][0]))
    read = {each.reference for each in _elements(pdf)}
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for index, kid in enumerate(pdf.pages["Kids"][::3]):
        owners = numbers[2 * index + 1]
        margin = {number for number, owner in enumerate(owners) if owner not in read}
        _mark_as_pagination(_object(pdf, pdf.objects[kid]["Contents"]).stream, margin)
        for number in margin:
            _object(pdf, owners[number]).free = "f"
            owners[number] = "null"


def _append_last_foot(pdf: Any, document: Any) -> None:
    """WeasyPrint makes elements for the margins and hangs them nowhere."""
    last_page = pdf.page_references[-1]
    for each in pdf.objects:
        is_loose = isinstance(each, dict) and each.get("P") == document.reference
        if is_loose and each.get("Pg") == last_page and each.reference not in document["K"]:
            each["S"] = "/P"
            document["K"].append(each.reference)


def _mark_as_pagination(stream: list[Any], numbers: set[int]) -> None:
    for place, part in enumerate(stream):
        if isinstance(part, dict) and part.get("MCID") in numbers:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination", "Subtype": "/Footer"})


def _name_producer_in_metadata(pdf: Any) -> None:
    stream = _object(pdf, pdf.catalog["Metadata"])
    start, quote = b'Producer="', b'"'
    for place, part in enumerate(stream.stream):
        before, found, after = part.partition(start)
        if found:
            rest = after.partition(quote)[2]
            stream.stream[place] = before + start + PRODUCER.encode() + quote + rest


# --- finding one's way -------------------------------------------------------------------------------


def _boxes(document: Any) -> Iterator[Any]:
    for page in document.pages:
        yield from page._page_box.descendants()  # noqa: SLF001 -- WeasyPrint keeps the tags only there


def _elements(pdf: Any) -> list[Any]:
    """Every structure element that is read, from the top."""
    waiting, found = [_object(pdf, pdf.catalog["StructTreeRoot"])], []
    while waiting:
        element = waiting.pop()
        found += [element] if "S" in element else []
        waiting += _kids(pdf, element)
    return found


def _kids(pdf: Any, element: Any) -> list[Any]:
    kids = [_object(pdf, kid) for kid in element["K"] if isinstance(kid, bytes)]
    return [kid for kid in kids if kid.get("Type") == "/StructElem"]


def _parent(pdf: Any, element: Any) -> Any:
    parent = _object(pdf, element["P"])
    return parent if "S" in parent else {"S": ""}


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
