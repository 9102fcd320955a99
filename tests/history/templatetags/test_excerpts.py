"""Excerpts mark what matches and escape everything else, whatever a purpose holds."""

import pytest

from history.templatetags.excerpts import marked


@pytest.mark.parametrize(
    ("excerpt", "html"),
    [
        ("plain words", "plain words"),
        ("build ⟦trust⟧ here", "build <mark>trust</mark> here"),
        ("⟦a⟧ and ⟦b⟧", "<mark>a</mark> and <mark>b</mark>"),
        ("⟦<script>alert(1)</script>⟧", "<mark>&lt;script&gt;alert(1)&lt;/script&gt;</mark>"),
        ("⟦never closed <b>", "⟦never closed &lt;b&gt;"),
        ("closed⟧ only <i>", "closed⟧ only &lt;i&gt;"),
        ("⟦⟦twice⟧⟧", "⟦<mark>twice</mark>⟧"),
        ("", ""),
    ],
)
def test_marked_escapes_all_but_its_own_marks(excerpt: str, html: str) -> None:
    assert marked(excerpt) == html
