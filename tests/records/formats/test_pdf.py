"""`render` as rooms call it, and the frame they fill."""

import io
from datetime import UTC, datetime

import pypdf
import pytest
from django.template import Context, Template
from django.utils import translation

from records.formats import pdf
from records.formats.errors import DocumentTooLarge


def test_too_much_html_is_refused_with_a_way_out():
    with pytest.raises(DocumentTooLarge) as refused:
        pdf.render("é" * 250_001, lang="en", title="Notes")
    assert "print it in parts" in refused.value.sentence


def test_odd_signs_do_not_stop_the_document():
    made = pdf.render("<p>\x00\x0b\ud800 \u202e\ufffe 😀", lang="en", title="\x00\ud800x" * 200)
    assert made.startswith(b"%PDF-1.7")


def test_unknown_language_and_empty_document_are_printed():
    assert pdf.render("", lang="", title="").startswith(b"%PDF-1.7")


FILLED = Template(
    '{% extends "pdf/base.html" %}{% block title %}Agenda{% endblock %}'
    "{% block foot_dialogue %}{{ dialogue }}{% endblock %}{% block foot_session %}<time>Tue 8 Dec</time>{% endblock %}"
    "{% block foot_version %}Agenda version 3{% endblock %}{% block content %}<h1>{{ dialogue }}</h1>{% endblock %}"
)


def filled(language: str, **more: object) -> str:
    printed_at = datetime(2026, 12, 1, 22, 10, tzinfo=UTC)
    values = {"dialogue": 'A & B "demo" <b>', "printed_at": printed_at, "time_zone": "America/Chicago"}
    with translation.override(language):
        return FILLED.render(Context(values | more))


def test_frame_tells_where_a_loose_page_belongs():
    made = pdf.render(filled("en"), lang="en", title="Agenda")
    words = " ".join(pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert 'A & B "demo" <b>' in words
    assert "Tue 8 Dec · Agenda version 3 · printed Tue 1 Dec 2026, 4:10 pm CST" in words
    assert "Page 1 of 1" in words


def test_frame_gives_the_day_only_and_the_language():
    html = filled("es")
    assert '<html lang="es" dir="ltr">' in html
    assert 'content="2026-12-01"' in html


def test_frame_knows_large_print_and_right_to_left():
    assert 'class="doc  large-print"' in filled("en", large_print=True)
    assert 'dir="rtl"' in filled("ar")
