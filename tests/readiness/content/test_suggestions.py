"""The suggestions as files: whole, in plain words, and refused with file, line and reason."""

import shutil
from pathlib import Path

import pytest

from readiness import content
from readiness.content.suggestions import load_suggestions
from records.content import ContentError
from tests.records.plain_words import faults, grade, texts_of

TEXTS = [
    text for part in (content.places(), content.calls(), content.starting_texts()) for text in texts_of(part)
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.where)
def test_every_text_is_plain(text):
    assert faults(text) == []


def test_english_is_easy_to_read():
    assert grade([text.words for text in TEXTS if text.language == "en"]) < 9


def test_what_is_said_of_a_place_names_its_source():
    for place in content.places():
        assert place.basis.tag == "C"
        assert place.basis.sources
        assert all(source.url.startswith("https://") for source in place.basis.sources)


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "readiness" / "content"
    folder.mkdir(parents=True)
    for path in Path(content.FOLDER).glob("*.yaml"):
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("neutrals.yaml", "tag: C", "tag: I", "our own suggestion"),
        ("neutrals.yaml", "sources: [bridge]", "sources: [other]", "not known"),
        ("neutrals.yaml", "sources: [pcrc, cds]", "sources: [pcrc]", "no place names the source “cds”"),
        ("neutrals.yaml", "key: university", "key: federal", "two entries"),
        ("call_tree.yaml", "key: counsel", "key: lawyer", "not known"),
        ("statements.yaml", "kind: deadly_force", "kind: shooting", "not known"),
        ("statements.yaml", "key: nothing_new", "key: first_hour", "two entries"),
    ],
)
def test_a_mistake_is_refused_with_its_reason(copy, file, old, new, reason):
    path = copy / file
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(ContentError, match=reason) as refused:
        load_suggestions(copy)
    assert str(refused.value).startswith(f"readiness/content/{file}, line ")
    assert [str(mistake) for mistake in content.check(copy)] == [str(refused.value)]
