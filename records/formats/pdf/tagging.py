"""Finishing touches that WeasyPrint leaves out: what screen readers need, and nothing about the machine.

Works on pydyf's objects just before the file is written: `pdf.objects` by number, `b"12 0 R"` refers to one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import pydyf

PRODUCER = "Convene"


def finish(document: Any, pdf: Any, *, parts: Sequence[tuple[int, str, str]]) -> None:
    """Called by WeasyPrint when all objects are there. `parts`: pages, language and title of each bound section."""
    _scope_table_heads(document, pdf)
    _give_each_shape_a_letter(pdf)
    _pair_terms_with_what_is_said_of_them(pdf)
    whole = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["K"][0])
    lasts = _last_pages(pdf, parts)
    for page in lasts:
        _append_last_foot(pdf, whole, page)
    _read_the_foot_once(pdf)
    if len(parts) > 1:
        _keep_parts_apart(pdf, whole, parts)
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


def _give_each_shape_a_letter(pdf: Any) -> None:
    """Dots and joins that belong to the letter before them (Arabic) are told as U+200D, which joins and is not seen."""
    for each in pdf.objects:
        if isinstance(each, pydyf.Stream) and b"begincmap" in each.stream:
            each.stream = [
                part.replace(b"> <>", b"> <200d>") if isinstance(part, bytes) else part
                for part in each.stream
            ]


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


def _keep_parts_apart(pdf: Any, whole: Any, parts: Sequence[tuple[int, str, str]]) -> None:
    """Each section becomes a part of the whole, with its title and its own language."""
    numbers = {reference: number for number, reference in enumerate(pdf.page_references)}
    firsts = list(accumulate((pages for pages, _lang, _title in parts), initial=0))
    inside: list[list[Any]] = [[] for _ in parts]
    for kid in whole["K"]:
        page = numbers[_object(pdf, kid)["Pg"]]
        inside[bisect_right(firsts, page) - 1].append(kid)
    whole["K"] = pydyf.Array()
    for kids, (_pages, lang, title) in zip(inside, parts, strict=True):
        said = {"Lang": pydyf.String(lang), "T": pydyf.String(title), "P": whole.reference}
        part = pydyf.Dictionary({"Type": "/StructElem", "S": "/Part", **said, "K": pydyf.Array(kids)})
        pdf.add_object(part)
        whole["K"].append(part.reference)
        for kid in kids:
            _object(pdf, kid)["P"] = part.reference


def _last_pages(pdf: Any, parts: Sequence[tuple[int, str, str]]) -> list[Any]:
    ends = accumulate(pages for pages, _lang, _title in parts)
    return [pdf.page_references[end - 1] for end in ends]


def _read_the_foot_once(pdf: Any) -> None:
    """The foot of a section's last page closes it; on every page before, it would only interrupt."""
    read = {each.reference for each in _elements(pdf)}
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for index, kid in enumerate(pdf.pages["Kids"][::3]):
        owners = numbers[2 * index + 1]
        margin = {number for number, owner in enumerate(owners) if owner not in read}
        _mark_as_pagination(_object(pdf, pdf.objects[kid]["Contents"]).stream, margin)
        for number in margin:
            _object(pdf, owners[number]).free = "f"
            owners[number] = "null"


def _append_last_foot(pdf: Any, document: Any, last_page: Any) -> None:
    """WeasyPrint makes elements for the margins and hangs them nowhere."""
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
