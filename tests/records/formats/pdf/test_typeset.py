"""What a screen reader, a printer and a curious reader of the file find in it."""

import io
import re
from itertools import pairwise

import pikepdf
import pypdf
import pytest

from records.formats import pdf
from tests.records.formats.pdf.reading import kinds, opened, pages


def test_language_title_and_tags_are_there(facilitator):
    with opened(facilitator, lang="es-US", title="Orden del día") as made:
        assert str(made.Root.Lang) == "es-US"
        assert str(made.docinfo.Title) == "Orden del día"
        assert made.Root.MarkInfo.Marked is True
        assert made.Root.ViewerPreferences.DisplayDocTitle is True
        assert "/StructTreeRoot" in made.Root
        assert b'pdfuaid:part="1"' in made.Root.Metadata.read_bytes()


def test_headings_lists_and_tables_keep_their_order(facilitator):
    with opened(facilitator) as made:
        found = kinds(made)
    headings = [kind for kind in found if re.fullmatch(r"H\d", kind)]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in pairwise(headings))
    assert {"Table", "TR", "TH", "TD", "L", "LI", "LBody", "P", "Sect"} <= set(found)


def test_bookmarks_follow_the_headings(facilitator):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(facilitator, lang="en", title="Agenda")))
    titles = [entry.title for entry in _flat(reader.outline)]
    assert titles[0] == "Session 2: What each of us saw"
    assert "Break · back in the circle at 7:25" in titles


@pytest.mark.parametrize(("paper", "points"), [("letter", (612, 792)), ("a4", (595.28, 841.89))])
def test_paper_has_its_size(participant, paper, points):
    with opened(participant, paper=paper) as made:
        box = [float(value) for value in made.pages[0].MediaBox]
    assert box[2:] == pytest.approx(points, abs=0.1)


def test_foot_tells_dialogue_date_version_and_page(facilitator):
    sheets = pages(facilitator)
    for number, page in enumerate(sheets, start=1):
        words = " ".join(page.extract_text().split())
        assert f"Page {number} of {len(sheets)}" in words
        assert "After Eleventh Street: a dialogue of neighbors and police" in words
        assert "Tue 8 Dec 2026, 6:00–8:15 pm CST · Agenda version 4 · printed Tue 1 Dec 2026" in words


def test_large_print_sets_nothing_small(facilitator):
    large = facilitator.replace('class="doc ', 'class="doc large-print ')
    sizes = set()

    def note(text, _place, matrix, _font, size):
        if text.strip():
            sizes.add(round(size * abs(matrix[3]), 1))

    for page in pages(large):
        page.extract_text(visitor_text=note)
    assert min(sizes) >= 14  # the foot; all else is 18 and more


def test_many_scripts_are_set_in_our_own_fonts():
    samples = (
        "Nguyễn Đỗ · 陳美玲 · 张伟 · 김민준 · さくら · שרה · مریم · ሰላም · রহিম · प्रिया · ਹਰਪ੍ਰੀਤ · પટેલ · முருகன் · రామ · "
        "മലയാളം · ಕನ್ನಡ · සිංහල · สมชาย · ສົມໃຈ · សុខា · အောင် · Ольга · Ελένη · Արամ · ნინო · ᏣᎳᎩ · ☐ ✓ → ☕ 😀 👩🏽‍🤝‍👨🏾 ❤️"
    )
    with opened(f"<html><body class=doc><p>{samples}") as made:
        fonts = {str(each.BaseFont).partition("+")[2] for each in made.objects if _is_font(each)}
    assert fonts
    assert all(name.startswith(("Public-Sans", "Noto-", "Merriweather")) for name in fonts), fonts


def test_right_to_left_document_says_so():
    with opened("<html><body class=doc><h1>حوار تجريبي</h1><p>مرحبا</p>", lang="ar") as made:
        assert str(made.Root.Lang) == "ar"


def _is_font(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"


def _flat(outline: list) -> list:
    return [entry for part in outline for entry in (_flat(part) if isinstance(part, list) else [part])]
