"""Takes out of parsed HTML what has no place on paper, before anything is laid out."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

MAX_DEPTH = 120
MAX_SPAN = 100
# Right-to-left scripts, where a document does not say so itself.
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
_DROPPED = {"script", "object", "embed", "iframe", "frame", "frameset", "applet", "base", "audio", "video"}
_DROPPED |= {"input", "button", "select", "textarea"}
_SVG_DROPPED = {"image", "foreignObject", "feImage", "style", "script"}
_SAFE_LINK = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
# A profile that cannot be loaded would end the whole document; none of ours names one.
_COLOR_PROFILE = re.compile(r"@color-profile", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"


class TooDeep(ValueError):
    """The HTML is nested deeper than any document of ours."""


def tidy(root: Element, *, lang: str) -> None:
    """Change the tree in place: no attachments, no foreign objects, sane links and table spans."""
    for parent, child, depth in list(_walk(root)):
        if depth > MAX_DEPTH:
            raise TooDeep
        if _has_no_place(child):
            _remove(parent, child)
        else:
            _tidy_attributes(child)
    root.set("lang", lang)
    if "dir" not in root.attrib and lang.split("-", maxsplit=1)[0].lower() in _RIGHT_TO_LEFT:
        root.set("dir", "rtl")


def _walk(root: Element) -> Iterator[tuple[Element, Element, int]]:
    """Every element with its parent and depth, without recursion: the nesting is not ours to trust."""
    waiting = [(root, 1)]
    while waiting:
        parent, depth = waiting.pop()
        for child in parent:
            yield parent, child, depth
            waiting.append((child, depth + 1))


def _has_no_place(element: Element) -> bool:
    tag: object = element.tag
    if not isinstance(tag, str):  # a comment
        return False
    if tag.startswith(_SVG):
        return tag.removeprefix(_SVG) in _SVG_DROPPED
    if tag == "link":
        return not (element.get("href", "").startswith("asset:") and element.get("rel") == "stylesheet")
    if tag == "meta":
        return element.get("name", "").lower() != "dcterms.created" and "charset" not in element.attrib
    return tag in _DROPPED


def _tidy_attributes(element: Element) -> None:
    if element.tag == "style":
        element.text = _COLOR_PROFILE.sub("@left-out", element.text or "")
    if "rel" in element.attrib and element.tag != "link":
        del element.attrib["rel"]  # rel=attachment would put a file into the PDF
    if element.tag in {"a", "area", f"{_SVG}a"}:
        for name in ("href", "{http://www.w3.org/1999/xlink}href"):
            if name in element.attrib and not _SAFE_LINK.match(element.attrib[name].strip()):
                del element.attrib[name]
    for name in ("colspan", "rowspan", "span"):
        if name in element.attrib:
            element.set(name, str(_span(element.attrib[name])))


def _span(value: str) -> int:
    value = value.strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 12 else 1


def _remove(parent: Element, child: Element) -> None:
    """Take the element out but keep the text that follows it, which the parser hangs on it."""
    place = list(parent).index(child)
    if child.tail:
        if place:
            before = parent[place - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
