"""What WeasyPrint leaves out and the finishing touches add, or it says too much and they take away."""

import io
import re

import pikepdf
import pypdf

from records.formats import pdf
from tests.records.formats.pdf.reading import elements, kids, opened


def test_table_heads_say_what_they_head(facilitator):
    with opened(facilitator) as made:
        heads = [each for each in elements(made) if each.S == "/TH"]
        scopes = [str(each.A.Scope) for each in heads]
        ids = {str(each.ID) for each in heads}
        named = [str(name) for name in list(made.Root.StructTreeRoot.IDTree.Names)[::2]]
        cells = [each for each in elements(made) if each.S == "/TD"]
        referred = {str(name) for cell in cells for name in cell.A.Headers}
    assert scopes == ["/Column"] * 5 + ["/Row"] * 7
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


def test_lists_hold_items_only_and_facts_are_pairs(facilitator):
    with opened(facilitator) as made:
        lists = [each for each in elements(made) if each.S == "/L"]
        inside = {str(kid.S) for each in lists for kid in kids(each)}
        facts = [[str(part.S) for part in kids(item)] for item in kids(lists[0])]
    assert inside == {"/LI"}
    assert facts == [["/Lbl", "/LBody"]] * 5


def test_foot_is_read_once_and_passed_over_on_other_pages(facilitator):
    with opened(facilitator) as made:
        passed_over = [page.Contents.read_bytes().count(b"/Pagination") for page in made.pages]
        read_at_the_end = [str(each.S) for each in kids(made.Root.StructTreeRoot.K[0])[-2:]]
        nothing_loose = all("/P" in each for each in elements(made))
    assert all(passed_over[:-1])
    assert passed_over[-1] == 0
    assert read_at_the_end == ["/P", "/P"]
    assert nothing_loose


def test_every_sign_shown_belongs_to_an_element_or_to_the_margin(facilitator):
    with opened(facilitator) as made:
        owners = made.Root.StructTreeRoot.ParentTree.Nums
        for number, page in enumerate(made.pages):
            named = {int(n) for n in re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())}
            owned = {n for n, owner in enumerate(owners[2 * number + 1]) if owner is not None}
            assert named == owned


def bound(*sections: pdf.Section) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.bind(sections, lang="en", title="Pack").content))


def test_parts_of_a_bound_document_keep_title_language_and_tags(facilitator, participant):
    apart = [sum(1 for _ in elements(opened(html))) for html in (facilitator, participant)]
    with bound(
        pdf.Section(facilitator, "en", "Run of show"), pdf.Section(participant, "es", "Agenda")
    ) as made:
        parts = kids(made.Root.StructTreeRoot.K[0])
        told = [(str(part.S), str(part.T), str(part.Lang)) for part in parts]
        inside = [str(kid.S) for part in parts for kid in kids(part)]
        assert all(kid.P.objgen == part.objgen for part in parts for kid in kids(part))
        whole = sum(1 for _ in elements(made))
    assert told == [("/Part", "Run of show", "en"), ("/Part", "Agenda", "es")]
    assert inside.count("/H1") <= 2
    assert whole == sum(apart) - 1 + 2  # one document instead of two, and its two parts


def test_each_part_counts_its_own_pages_and_closes_with_its_foot(facilitator, participant):
    with bound(pdf.Section(facilitator, "en", "A"), pdf.Section(participant, "en", "B")) as made:
        ends = [[str(kid.S) for kid in kids(part)][-2:] for part in kids(made.Root.StructTreeRoot.K[0])]
        file = io.BytesIO()
        made.save(file)
    words = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages]
    assert ends == [["/P", "/P"], ["/P", "/P"]]
    assert "Page 1 of 4" in words[0]
    assert "Page 1 of 1" in words[4]
