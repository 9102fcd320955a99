"""Our documents pass what a machine can decide of PDF/UA-1; and the check finds what is wrong."""

import io

import pdfua
import pikepdf
import pypdf
import pytest

from records.formats import pdf
from tests.records.formats.pdf.conftest import SAMPLES
from tests.records.formats.pdf.matterhorn import faults

# pdfua 0.1.3 cannot read arrays with newer pikepdf in this one rule; ours is UA-14-001 of matterhorn.py.
NOT_ABLE = {"UA-14-001"}


def made(name: str = "facilitator") -> bytes:
    return pdf.render((SAMPLES / f"{name}.html").read_text(), lang="en", title="Agenda")


def damaged(change) -> list[str]:
    with pikepdf.open(io.BytesIO(made())) as document:
        change(document)
        return faults(document)


@pytest.mark.parametrize("name", ["facilitator", "participant", "arabic"])
def test_samples_have_no_fault(name):
    with pikepdf.open(io.BytesIO(made(name))) as document:
        assert faults(document) == []


@pytest.mark.parametrize("name", ["facilitator", "participant", "arabic"])
def test_a_checker_of_others_finds_nothing_either(name, tmp_path):
    (tmp_path / "made.pdf").write_bytes(made(name))
    report = pdfua.validate(str(tmp_path / "made.pdf"))
    assert [finding.rule_id for finding in report.findings] == []
    assert {skipped.rule_id for skipped in report.skipped} <= NOT_ABLE


def first(document, kind):
    return next(
        each for each in document.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind
    )


def strip(kind, key):
    def change(document):
        del first(document, kind)[key]

    return change


def rename(kind, other):
    def change(document):
        first(document, kind).S = pikepdf.Name(other)

    return change


def untag(document):
    page = document.pages[0]
    page.Contents = document.make_stream(b"0 0 10 10 re f\n" + page.Contents.read_bytes())


def lose_letters(document):
    del next(
        each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each
    )["/ToUnicode"]


@pytest.mark.parametrize(
    ("change", "condition"),
    [
        (lambda document: document.Root.MarkInfo.__delitem__("/Marked"), "06 (6.2-1)"),
        (lambda document: document.Root.__delitem__("/Lang"), "11-006"),
        (lambda document: document.Root.__delitem__("/Metadata"), "06-001"),
        (lambda document: document.Root.__delitem__("/Outlines"), "bookmarks"),
        (lambda document: document.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"), "07-001"),
        (lambda document: document.pages[0].obj.__delitem__("/Tabs"), "28-008"),
        (rename("/H1", "/H2"), "14-002"),
        (rename("/H2", "/H4"), "14-003"),
        (rename("/P", "/Banana"), "02-001"),
        (rename("/TR", "/P"), "09-004"),
        (rename("/LBody", "/TD"), "09-004"),
        (strip("/TH", "/A"), "15-003"),
        (untag, "01-005"),
    ],
)
def test_what_is_wrong_is_found(change, condition):
    assert any(fault.startswith(condition) for fault in damaged(change)), damaged(change)


def test_a_font_that_does_not_tell_its_letters_is_found():
    with pikepdf.open(io.BytesIO(made())) as document:
        lose_letters(document)
        with pytest.raises(AttributeError):
            faults(document)


def test_a_sign_that_no_font_has_is_replaced_and_told():
    """The private use area and hieroglyphs: no font of ours, and none of the machine's, has a shape there."""
    note = '<p class="small-print signs-missing" hidden>Some signs could not be printed.</p>'
    made = pdf.render(f"<h1>a\uf8f0\U0010fff0 \U00013000 b</h1>{note}", lang="en", title="x")
    with pikepdf.open(io.BytesIO(made)) as document:
        assert faults(document) == []
    words = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "a\ufffd\ufffd \ufffd b" in words
    assert "could not be printed" in words


def test_only_the_section_with_such_a_sign_is_laid_out_again():
    """Of a pack with one odd sign all the rest is bound as it was laid out."""
    sections, told = [pdf.Section(f"<h1>{sign} {sign}</h1>", "en", sign) for sign in ("a", "\uf8f0", "c")], []
    made = pdf.bind(sections, lang="en", title="x", on_section=told.append)
    assert told == [1, 2, 3, 3]
    with pikepdf.open(io.BytesIO(made.content)) as document:
        assert faults(document) == []
    words = [page.extract_text().split("\n")[0] for page in pypdf.PdfReader(io.BytesIO(made.content)).pages]
    assert words == ["a a", "\ufffd \ufffd", "c c"]


def test_nothing_is_said_where_nothing_is_missing():
    note = '<p class="small-print signs-missing" hidden>Some signs could not be printed.</p>'
    made = pdf.render(f"<h1>a</h1>{note}", lang="en", title="x")
    assert "could not" not in pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_a_shape_that_the_font_has_not_is_found():
    with pikepdf.open(io.BytesIO(made())) as document:
        page = document.pages[0]
        text = page.Contents.read_bytes()
        at = text.index(b"[<") + 2
        page.Contents = document.make_stream(text[:at] + b"fffe" + text[at + 4 :])
        assert any(fault.startswith("31-030") for fault in faults(document))
