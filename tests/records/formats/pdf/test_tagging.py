"""What WeasyPrint leaves out and the finishing touches add, or it says too much and they take away."""

import io
import re

import pikepdf

from records.formats import pdf
from tests.records.formats.pdf.reading import elements, opened


def test_table_heads_say_what_they_head(participant):
    with opened(participant) as made:
        heads = [each for each in elements(made) if each.S == "/TH"]
        scopes = [str(each.A.Scope) for each in heads]
        ids = {str(each.ID) for each in heads}
        named = [str(name) for name in list(made.Root.StructTreeRoot.IDTree.Names)[::2]]
        cells = [each for each in elements(made) if each.S == "/TD"]
        referred = {str(name) for cell in cells for name in cell.A.Headers}
    assert scopes == ["/Column", "/Column"] + ["/Row"] * 6
    assert named == sorted(ids)
    assert referred <= ids


def test_file_tells_nothing_about_who_made_it_or_at_what_hour():
    head = "".join(
        f'<meta name="{name}" content="{content}">'
        for name, content in {
            "author": "Canary Author",
            "generator": "Canary Program",
            "keywords": "canary",
            "description": "canary words",
            "dcterms.created": "2026-12-01T16:10:22Z",
            "dcterms.modified": "2026-12-02T11:12:13Z",
        }.items()
    )
    made = pdf.render(f"<html><head>{head}<title>Canary title</title><p>x", lang="en", title="Agenda")
    with pikepdf.open(io.BytesIO(made)) as document:
        told = {key: str(value) for key, value in document.docinfo.items()}
        metadata = document.Root.Metadata.read_bytes()
    assert told == {"/Title": "Agenda", "/Producer": "Convene", "/CreationDate": "D:20261201"}
    assert b"anary" not in made + metadata
    assert b"WeasyPrint" not in made + metadata
    assert re.findall(rb"\d\d:\d\d", metadata) == []


def test_same_words_give_the_same_file(participant):
    first, second = (pdf.render(participant, lang="en", title="Agenda") for _ in range(2))
    assert first == second
