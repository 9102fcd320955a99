"""Every template compiles, is used, and holds no inline script, style or foreign address."""

import re
from pathlib import Path

import pytest
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


def test_all_compile() -> None:
    assert [name for name in TEMPLATES if get_template(name).template is None] == []


def test_all_are_used(everything: str) -> None:
    def is_used(name: str) -> bool:
        return name.startswith(BY_CONVENTION) or f'"{name}"' in everything or f"'{name}'" in everything

    assert [name for name in TEMPLATES if not is_used(name)] == []


INLINE = (
    r"<script(?![^>]*\bsrc=)",
    r"<style|\sstyle=|\son[a-z]+=\"",
    r"(src|href)=\"https?://(?!www\.weather\.gov)",
)


@pytest.mark.parametrize("pattern", INLINE)
def test_none_holds_anything_inline(pattern: str) -> None:
    """The content security policy would refuse it; better to see it here."""
    assert [name for name in PAGES if re.search(pattern, (FOLDER / name).read_text())] == []
