"""A case on paper: whole, with its sources and address, and nothing typed becomes markup."""

import io

import pypdf
import pytest
from django.utils import timezone, translation

from casestudies.exports import case_html, case_pdf
from casestudies.models import PublishedCase
from casestudies.services import publishing
from casestudies.summaries.library import CasePage
from tests.factories.casestudies import whole_body

pytestmark = pytest.mark.django_db


def page(**changes: object) -> CasePage:
    publishing.put(key="demo-tx", body=whole_body(**changes), now=timezone.now(), writer="Demo Office")
    found = CasePage.of(PublishedCase.objects.get(key="demo-tx"))
    assert found is not None
    return found


def test_everything_stands_on_it() -> None:
    html = case_html(page(), printed_at=timezone.now())
    body = whole_body()
    for words in (*body["done"], *body["lessons"], *body["difficulties"], "https://city.example/commitments"):
        assert words in html
    assert "/cases/demo-tx/versions/1/" in html
    assert "Written by Demo Office" in html


def test_nothing_typed_becomes_markup() -> None:
    html = case_html(page(situation="<img src=x>", place="<b>Demo"), printed_at=timezone.now())
    assert "<img" not in html
    assert "<b>Demo" not in html


def test_it_is_a_tagged_pdf_in_the_readers_language() -> None:
    with translation.override("es"):
        content = case_pdf(page(), paper="a4", printed_at=timezone.now())
    catalog = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "es"
