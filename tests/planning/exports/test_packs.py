"""A whole pack: one tagged file, its parts apart, languages told, names nowhere, pages where they belong."""

import functools
import io
import re

import pikepdf
import pypdf
import pytest
from django.utils import translation
from django.utils.html import escape
from pytest_django import DjangoDbBlocker

from planning import content
from planning.choices import PackLanguage, PackPart
from planning.errors import PartNotPrinted
from planning.exports.packs import pack_pdf, pack_sections
from records.formats import pdf
from tests.factories.dialogues import DialogueFactory, SessionFactory
from tests.factories.planning import AgendaFactory, printed, started_agenda
from tests.planning.exports import looks
from tests.planning.exports.lines import words_of
from tests.records.formats.pdf.matterhorn import faults
from tests.records.formats.pdf.reading import kids

pytestmark = [pytest.mark.long("packs"), pytest.mark.django_db, pytest.mark.timeout(180)]
ALL = list(PackPart.values)


@pytest.fixture
def agenda():
    session = SessionFactory(
        title="First evening (demo)",
        minutes=content.format("spcp_day").minutes,
        dialogue=DialogueFactory(title="North Side roundtable (demo)"),
        languages=["en", "es"],
    )
    return started_agenda(session, format_key="spcp_day")


def made(agenda, parts=ALL, language=PackLanguage.BOTH, **options) -> bytes:
    told = {"on_begin": lambda _n: None, "on_section": lambda _n: None}
    return pack_pdf(printed(agenda, **options), parts=parts, language=language, **told).content


@functools.cache
def pages(content_: bytes) -> list[str]:
    return [" ".join(word.text for word in page) for page in words_of(content_)]


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, bytes]:
    """All parts in both languages, on Letter and in large print on A4, for a session to which somebody comes."""
    with django_db_blocker.unblock():
        return {look.paper: looks.pack(look).content for look in (looks.LETTER, looks.LARGE_A4)}


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_pack_is_whole_and_passes_the_checks_of_pdf_ua(whole, paper, size):
    with pikepdf.open(io.BytesIO(whole[paper])) as document:
        assert faults(document) == []
        parts = kids(document.Root.StructTreeRoot.K[0])
        told = [(str(part.T), str(part.Lang)) for part in parts]
        sizes = {tuple(round(float(side)) for side in page.MediaBox[2:]) for page in document.pages}
    assert told[:3] == [("In this pack", "en"), ("Run of show", "en"), ("Crew card: Greeter", "en")]
    assert ("Agenda", "en") in told
    assert {lang for _title, lang in told} == {"en", "es"}
    assert sizes == {size}


def test_it_has_clock_times_version_and_a_bookmark_for_each_part(whole):
    everything = " ".join(pages(whole["letter"]))
    outline = pypdf.PdfReader(io.BytesIO(whole["letter"])).outline
    marks = [entry.title for entry in outline if not isinstance(entry, list)]
    assert "DRAFT, version 7 · printed Sat 28 Nov 2026, 5:10 pm CST" in everything
    assert "Page 1 of 1" in everything
    for label in (
        "In this pack",
        "Run of show",
        "Crew card: Greeter",
        "Room layout",
        "Tally sheet",
        "Survey",
    ):
        assert label in marks


def test_large_print_sets_nothing_small(whole):
    """18 points and more; only the foot has 14. (Words inside the sketch of the room are measured with it.)"""
    reader, small = pypdf.PdfReader(io.BytesIO(whole["a4"])), {}
    marks = [entry for entry in reader.outline if not isinstance(entry, list)]
    begins = {entry.title: reader.get_destination_page_number(entry) for entry in marks}
    after = min(page for page in begins.values() if page > begins["Room layout"])
    room = range(begins["Room layout"], after)

    def note(text, _matrix, place, _font, size):
        points = size * abs(place[0] or place[1] or 1) * 0.75
        if text.strip() and points < 17.9:
            small[text.strip()] = round(points, 1)

    for number, page in enumerate(reader.pages):
        if number not in room:
            page.extract_text(visitor_text=note)
    assert set(small.values()) == {14.0}


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_no_participant_is_named_in_all_of_it(whole, paper):
    reader = pypdf.PdfReader(io.BytesIO(whole[paper]))
    assert "Rare" not in " ".join(pages(whole[paper])) + str(reader.metadata)
    assert "Rare" not in str(reader.xmp_metadata and reader.xmp_metadata.stream.get_data())


def test_the_list_says_how_many_copies(agenda):
    agenda.session.capacity = 40
    [first, *_rest] = pack_sections(printed(agenda), parts=["agenda", "next_date"], language="en")
    cells = re.findall(r'<td class="num">(\d*)</td>', first.html)
    assert cells == ["44", "12"]  # a tenth more than forty; four cards on a sheet
    assert "40 seats; nobody has answered yet" in first.html


@pytest.mark.parametrize(("large", "sheets"), [(False, 8), (True, 7)])
def test_each_who_is_expected_has_a_line_to_sign_on(agenda, large, sheets):
    agenda.session.capacity = 80
    brief = printed(agenda, is_large=large)
    [first, *_rest] = pack_sections(brief, parts=["run_of_show", "sign_in", "survey"], language="en")
    assert re.findall(r'<td class="num">(\d*)</td>', first.html) == ["2", str(sheets), "88"]
    assert ("print on both sides" in first.html) == large
    assert f"A sheet for names has {13 if large else 11} lines" in first.html


def test_crews_tables_and_interpreters_are_counted(agenda):
    agenda.interpreters = 2
    brief = printed(agenda, tables=7)
    [first, *_rest] = pack_sections(
        brief, parts=["crew_cards", "table_questions", "interpreter"], language="en"
    )
    assert re.findall(r'<td class="num">(\d*)</td>', first.html) == ["1", "7", "2"]
    assert "Greeter: 3 copies" in first.html
    assert "Table facilitator: 7 copies" in first.html
    assert "if the agenda page says a higher version or a release" in first.html


def test_languages_touch_what_participants_read_only(agenda):
    sections = list(pack_sections(printed(agenda), parts=["run_of_show", "agenda"], language="both"))
    assert [each.lang for each in sections] == ["en", "en", "en", "es"]


def test_a_spanish_pack_is_spanish_on_every_sheet(agenda):
    """Fixed words and titles; what the team wrote is told apart, so that a screen reader says it in English."""
    agenda.blocks.filter(position=2).update(title="Our own item", title_es="")
    sections = list(pack_sections(printed(agenda), parts=ALL, language="es"))
    assert {each.lang for each in sections} == {"es"}
    everything = {each.title: re.sub(r"<[^>]+>", " ", each.html.split("<body")[1]) for each in sections}
    for english in (
        "To bring",
        "Led by",
        "What you do",
        "Set up",
        "Terms",
        "Make one mark",
        "Lead facilitator",
    ):
        assert [title for title, text in everything.items() if english in text] == [], english
    shows = " ".join(each.html for each in sections)
    assert _sentences_of_the_format() & set(map(str.strip, re.split(r"<[^>]*>", shows))) == set()
    assert "Facilitador/a principal" in shows
    assert 'lang="en">Our own item' in shows
    assert 'lang="en">Bienvenida' not in shows


def _sentences_of_the_format():
    """English words of the format that have a Spanish of their own, as they stand in the HTML."""
    known = content.format("spcp_day").wording
    return {escape(words.en) for words in known if words.es != words.en}


def test_progress_is_told_from_the_beginning_to_the_end(agenda):
    begun, told = [], []
    brief = printed(agenda)
    pack_pdf(brief, parts=["agenda", "tally"], language="en", on_begin=begun.append, on_section=told.append)
    assert begun == [3]
    assert told == [1, 2, 3]


def test_a_part_that_is_too_long_is_named(agenda, monkeypatch):
    [_list, whole] = pack_sections(printed(agenda), parts=["run_of_show"], language="en")
    monkeypatch.setattr(pdf, "MAX_HTML_BYTES", len(whole.html.encode()) * 3 // 4)
    for language in ("en", "es"):
        with pytest.raises(PartNotPrinted) as refused:
            made(agenda, parts=["next_date", "run_of_show"], language=language)
        assert str(refused.value.sentence).startswith("Run of show: This document is too long")
    with translation.override("es"):
        assert str(refused.value.sentence).startswith("Guion de la sesión: Este documento")


def test_a_pack_without_items_is_printed():
    assert len(pages(made(AgendaFactory(), language="en"))) >= len(ALL)
