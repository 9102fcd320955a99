"""Support lines and terms: whole, in both languages, each line with the page it was read on."""

import shutil

import pytest

from planning.content.paper import FOLDER, paper
from records.content import ContentError


def test_every_line_of_support_names_its_page_and_both_languages() -> None:
    lines = paper().support
    assert lines[0].key == "lifeline"
    assert "988" in lines[0].call.en
    for line in lines:
        assert line.url.startswith("https://")
        assert line.site in line.url
        assert all((line.name.es, line.call.es, line.about.es))


def test_terms_stand_once() -> None:
    terms = [term.en for term in paper().terms]
    assert len(terms) == len(set(terms)) >= 15


def test_a_mistake_is_told_with_file_and_line(tmp_path) -> None:
    folder = tmp_path / "planning" / "content"
    folder.mkdir(parents=True)
    shutil.copy(FOLDER / "paper.yaml", folder)
    text = (folder / "paper.yaml").read_text()
    (folder / "paper.yaml").write_text(text.replace("terms:", "termz:"))
    with pytest.raises(ContentError, match=r"planning/content/paper\.yaml, line \d+: .*terms"):
        paper(folder)
