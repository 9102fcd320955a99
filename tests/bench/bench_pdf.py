"""What the press costs: `render()` against WeasyPrint called directly, on the same facilitator's agenda.

Both print the same HTML with the same style sheet and fonts, one after the other, in the same run. WeasyPrint
alone is called as projects call it: parse the page and its sheet, lay out, write a tagged PDF.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["FONTCONFIG_FILE"] = str(ROOT / "static" / "pdf" / "fonts.conf")
os.environ.setdefault("XDG_CACHE_HOME", str(ROOT / "var" / "cache"))

from weasyprint import CSS, HTML  # noqa: E402 -- the fonts are chosen when it is imported

from records.formats import pdf  # noqa: E402

SAMPLE = ROOT / "tests" / "records" / "formats" / "pdf" / "samples" / "facilitator.html"
ROUNDS = 15


def seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def main() -> None:
    html = SAMPLE.read_text()
    sheet = (ROOT / "static" / "pdf" / "base.css").read_text()

    def alone() -> bytes:
        return HTML(string=html).write_pdf(stylesheets=[CSS(string=sheet)], pdf_variant="pdf/ua-1")

    def ours() -> bytes:
        return pdf.render(html, lang="en", title="Agenda")

    first = seconds(ours)
    alone()
    pairs = [(seconds(alone), seconds(ours)) for _ in range(ROUNDS)]
    weasyprint, press = (statistics.median(side) for side in zip(*pairs, strict=True))
    figure = {
        "bench": "pdf",
        "pages": 4,
        "rounds": ROUNDS,
        "weasyprint_ms": round(weasyprint * 1000, 1),
        "render_ms": round(press * 1000, 1),
        "first_render_ms": round(first * 1000, 1),
        "ratio": round(press / weasyprint, 2),
        "bar": 1.3,
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
