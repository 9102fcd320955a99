"""Every template compiles, is used, and holds no inline script, style or foreign address."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "templates"
TEMPLATES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"}
)
# Letters and paper are not web pages.
PAGES = [name for name in TEMPLATES if name.endswith(".html") and not name.startswith(("emails/", "pdf/"))]
CODE = [
    path
    for room in (
        "records",
        "accounts",
        "dialogues",
        "readiness",
        "planning",
        "casestudies",
        "history",
        "config",
    )
    for path in (ROOT / room).rglob("*.py")
]
# Looked up by name by a library, or by a name that is put together.
BY_CONVENTION = (
    "400.html",
    "403",
    "404.html",
    "500.html",
    "uswds/",
    "dev/",
    "emails/",
    "django/",
    "dialogues/commitments/",
)


@pytest.fixture(scope="module")
def everything() -> str:
    pieces = [path.read_text() for path in CODE]
    pieces += [(FOLDER / name).read_text() for name in TEMPLATES]
    return "\n".join(pieces)


@pytest.mark.parametrize("name", TEMPLATES)
def test_compiles(name: str) -> None:
    assert get_template(name).template is not None
    assert engines["django"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_is_used(name: str, everything: str) -> None:
    assert name.startswith(BY_CONVENTION) or f'"{name}"' in everything or f"'{name}'" in everything


@pytest.mark.parametrize("name", PAGES)
def test_holds_nothing_inline(name: str) -> None:
    """The content security policy would refuse it; better to see it here."""
    text = (FOLDER / name).read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text)
    assert not re.search(r"(src|href)=\"https?://(?!www\.weather\.gov)", text)
