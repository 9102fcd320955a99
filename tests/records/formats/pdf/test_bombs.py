"""Documents made to use up the machine end with a plain sentence, and the next one is printed."""

import base64
import io
import time
from collections.abc import Callable

import pytest
from PIL import Image

from records.errors import Refusal
from records.formats import pdf
from records.formats.errors import DocumentNotMade, DocumentTookTooLong, DocumentTooLarge
from records.formats.pdf import pool


def _png(width: int, height: int) -> str:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def _forty_large_pictures() -> str:
    return "".join(f"<img alt=x src='{_png(3999 - i, 4000)}'>" for i in range(40))


def _picture_of_400_megapixels() -> str:
    return f"<img alt=x src='{_png(20_000, 20_000)}'>"


def _copies_of_copies() -> str:
    groups = "".join(f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 9))
    return f'<svg width="9" height="9"><defs><g id="a0"><rect/></g>{groups}</defs><use href="#a8"/></svg>'


FLEX = "<div style='display:flex'>" * 12 + "x"
# Pictures are drawn when it is their turn, not whenever tests are collected.

# Ended by the clock or by the processor limit.
ENDLESS = {
    "nested flex": FLEX,
    "nested columns": "<div style='columns:2'>" * 14 + "x",
    "table of 40,000 cells": "<table>" + ("<tr>" + "<td>x" * 20) * 2000 + "</table>",
    "5,000 pages": "<p style='break-after:page'>x</p>" * 5000,
    "copies of copies": _copies_of_copies(),
    "forty large pictures": _forty_large_pictures,
}
# Refused at once, because of their shape.
REFUSED = {
    "2,000 nested divs": ("<div>" * 2000 + "x", DocumentTooLarge),
    "60 nested tables": ("<table><tr><td>" * 60 + "x", DocumentTooLarge),
    "more than half a megabyte": ("<p>" + "word " * 101_000, DocumentTooLarge),
}
# Made harmless: printed without the part that does the damage, or simply printed.
PRINTED = {
    "colspan 100,000": "<table><tr><td colspan=100000>x</table>",
    "rowspan 65,534": "<table>" + "<tr><td rowspan=65534>x</td></tr>" * 200 + "</table>",
    "one long word": "<p>" + "x" * 50_000,
    "1,000 counters": "<p style='counter-increment:a'>x</p>" * 1000,
    "20,000 × 20,000 picture": _picture_of_400_megapixels,
    "picture that is none": "<img alt=x src='data:image/png;base64,JSFQUy1BZG9iZQo='>",
    "drawing a kilometer wide": "<svg width='1e9' height='1e9'><rect width='1e9' height='1e9'/></svg>",
}


def drawn(html: str | Callable[[], str]) -> str:
    return html() if callable(html) else html


@pytest.fixture(autouse=True)
def next_document_is_printed(monkeypatch):
    yield
    monkeypatch.undo()  # the clock first: it may still be the short one
    assert pdf.render("<h1>Next</h1>", lang="en", title="Next").startswith(b"%PDF-")


def test_processor_limit_ends_a_document_before_the_clock_does(monkeypatch):
    """With one second for twenty; `pool` hands the press what it reads here."""
    assert (pool.CPU_SECONDS, pool.WALL_SECONDS) == (20, 30)
    pool.POOL.close()  # the next press is a new one
    monkeypatch.setattr(pool, "CPU_SECONDS", 1)
    begun = time.monotonic()
    with pytest.raises(DocumentTookTooLong) as refused:
        pdf.render(FLEX, lang="en", title="Bomb")
    assert time.monotonic() - begun < 25
    assert "took too long" in refused.value.sentence


@pytest.mark.parametrize("name", ENDLESS)
def test_clock_ends_a_document(name, monkeypatch):
    html = drawn(ENDLESS[name])
    pdf.render("<h1>Warm</h1>", lang="en", title="Warm")
    monkeypatch.setattr(pool, "WALL_SECONDS", 0.5)  # for thirty
    begun = time.monotonic()
    with pytest.raises((DocumentTookTooLong, DocumentTooLarge, DocumentNotMade)):
        pdf.render(html, lang="en", title="Bomb")
    assert time.monotonic() - begun < 8


@pytest.mark.parametrize("name", REFUSED)
def test_shape_is_refused_at_once(name):
    html, refusal = REFUSED[name]
    begun = time.monotonic()
    with pytest.raises(refusal) as refused:
        pdf.render(html, lang="en", title="Bomb")
    assert time.monotonic() - begun < 5
    assert isinstance(refused.value, Refusal)


@pytest.mark.parametrize("name", PRINTED)
def test_harmless_rest_is_printed(name):
    assert pdf.render(drawn(PRINTED[name]), lang="en", title="Bomb").startswith(b"%PDF-")
