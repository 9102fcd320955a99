"""Word files: language, title, repeated heads, and nothing about who made them."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from records.formats.docx import Writer


def written(**options) -> bytes:
    writer = Writer(**{"title": "Agenda", "lang": "en"} | options)
    writer.heading("Evening", 1)
    writer.paragraph("six", label="When")
    writer.bullets(["one", "two"])
    writer.table(["Begins", "Item"], [["6 pm", "Welcome"], ["7 pm", "End"]])
    writer.foot("Version 7")
    return writer.save()


def test_what_is_written_is_read_back() -> None:
    made = docx.Document(io.BytesIO(written()))
    assert [(each.style.name, each.text) for each in made.paragraphs] == [
        ("Heading 1", "Evening"),
        ("Normal", "When: six"),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
    ]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows][2] == ["7 pm", "End"]
    assert made.sections[0].footer.paragraphs[0].text == "Version 7"


def test_heads_are_repeated_and_the_language_is_told() -> None:
    made = docx.Document(io.BytesIO(written(lang="es")))
    assert made.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    language = made.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "es"
    assert (made.core_properties.language, made.core_properties.title) == ("es", "Agenda")


def test_nothing_tells_who_made_it_or_when() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as file:
        told = file.read("docProps/core.xml").decode()
    assert "python-docx" not in told
    assert "2000-01-01" in told
    assert docx.Document(io.BytesIO(written())).core_properties.author == ""


@pytest.mark.parametrize(("paper", "inches"), [("letter", 8.5), ("a4", 8.27)])
def test_paper_has_its_size(paper, inches) -> None:
    made = docx.Document(io.BytesIO(written(paper=paper)))
    assert round(made.sections[0].page_width.inches, 2) == inches


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    writer = Writer(title="\x00a", lang="en")
    writer.paragraph("b\x0b\ud800c")
    assert docx.Document(io.BytesIO(writer.save())).paragraphs[0].text == "bc"
