"""No document reaches the network or this machine's files, and each is still printed."""

import io

import pikepdf
import pytest
from weasyprint import HTML

from records.formats import pdf
from records.formats.pdf.press import ROOT
from records.formats.pdf.typeset import Typesetter
from tests.records.formats.pdf.probes import probes

NAMES = list(probes(""))


def in_the_press(html: str) -> bytes:
    return pdf.render(html, lang="en", title="Probe")


def without_the_press(html: str) -> bytes:
    """The typesetter alone: its fetcher must hold even where the process around it could connect."""
    section = {"html": html, "lang": "en", "title": "Probe", "styles": ["base"]}
    typesetter = Typesetter(ROOT / "static" / "pdf")
    return typesetter.make(sections=[section], lang="en", title="Probe", paper="letter")[0]


@pytest.mark.parametrize("make", [in_the_press, without_the_press])
@pytest.mark.parametrize("name", NAMES)
def test_probe_comes_to_nothing(trap, name, make):
    with pikepdf.open(io.BytesIO(make(f"<html><body><h1>Probe</h1>{probes(trap.address)[name]}"))) as made:
        embedded = [each for each in made.objects if _is_embedded(each)]
        assert len(made.pages) == 1
    assert trap.visits == []
    assert embedded == []


def test_trap_catches_a_typesetter_that_fetches(trap):
    """The proof that the test above would notice: WeasyPrint as it comes does go there."""
    HTML(
        string="".join(probes(trap.address)[name] for name in ("img http", "link css", "redirect"))
    ).write_pdf()
    assert {"/img", "/css", "/redirect", "/behind-the-redirect"} <= set(trap.visits)


def test_file_that_can_be_read_is_not_put_in(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-7731")
    tries = [f'<link rel=attachment href="{secret.as_uri()}">', f'<a rel=attachment href="{secret}">x</a>']
    tries += [f'<iframe src="{secret.as_uri()}"></iframe>', f'<link rel=stylesheet href="{secret.as_uri()}">']
    made = in_the_press("<html><body>" + "".join(tries))
    with pikepdf.open(io.BytesIO(made)) as opened:
        texts = [bytes(each.read_bytes()) for each in opened.objects if isinstance(each, pikepdf.Stream)]
    assert not any(b"canary-7731" in text for text in [made, *texts])


def test_links_to_files_and_scripts_are_dropped():
    html = "<p>" + "".join(
        f'<a href="{to}">x</a>' for to in ("file:///etc", "javascript:1", "https://example.org/")
    )
    with pikepdf.open(io.BytesIO(in_the_press(html))) as made:
        targets = [str(note.A.URI) for note in made.pages[0].Annots]
    assert targets == ["https://example.org/"]


def _is_embedded(each: object) -> bool:
    kinds = ("/EmbeddedFile", "/Filespec")
    return isinstance(each, pikepdf.Dictionary | pikepdf.Stream) and (
        str(each.get("/Type", "")) in kinds or "/EF" in each or "/EmbeddedFiles" in each
    )
