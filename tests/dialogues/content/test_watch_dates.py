"""The steps before watched dates: whole, sourced, in plain words, and refused with a line when they are not."""

from pathlib import Path

import pytest

from dialogues import content
from dialogues.apps import content_is_whole
from dialogues.choices.incidents import WatchKind
from planning import content as planning
from tests.records.plain_words import faults, grade, texts_of

FILE = content.FILE
STEPS = [(kind, step) for kind in content.KINDS for step in content.pre_brief(kind).steps]


def broken(tmp_path: Path, old: str, new: str) -> str:
    """What is said about a copy in which one thing is different."""
    folder = tmp_path / "dialogues" / "content"
    folder.mkdir(parents=True)
    text = FILE.read_text()
    assert old in text
    (folder / FILE.name).write_text(text.replace(old, new, 1))
    return str(content.check(folder / FILE.name)[0])


def test_it_is_whole_and_knows_every_kind() -> None:
    assert content_is_whole() == []
    assert set(content.KINDS) == set(WatchKind.values)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("days_before: 7", "days_before: 700", "it goes from 0 to 60"),
        ("tag: C, sources: [lvmpd]", "tag: I, sources: [lvmpd]", "our own suggestion (I) names no source"),
        ("tag: C, sources: [lvmpd]", "tag: C", "companion (C) name at least one"),
        ("sources: [lvmpd]", "sources: [nobody]", "“nobody”, which is not known"),
        ("kind: funeral", "kind: burial", "“burial”, which is not known"),
        ("days_before: 3, tag: I", "days_before: 9, tag: I", "the earliest first"),
        ("version: 1", "version: 1\nmore: yes", "unknown key “more”"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    mistake = broken(tmp_path, old, new)
    assert mistake.startswith("dialogues/content/watch_dates.yaml, line ")
    assert told in mistake


def test_sources_are_those_of_the_guidance() -> None:
    """One page has one title and one address in the whole program."""
    for _kind, step in STEPS:
        for source in step.sources:
            known = planning.source(source.key)
            assert (source.title, source.publisher, source.url) == (known.title, known.publisher, known.url)


@pytest.mark.parametrize("kind", content.KINDS)
def test_words_are_plain(kind: str) -> None:
    found = [fault for text in texts_of(content.pre_brief(kind)) for fault in faults(text)]
    assert found == []


def test_words_are_for_everyone() -> None:
    assert grade(". ".join(step.title for _kind, step in STEPS)) <= 9
