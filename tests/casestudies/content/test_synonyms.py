"""Like words: which alternatives a search gets, and what the file may not say."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies import content
from casestudies.content.synonyms import load_synonyms, parts_of
from tests.planning.content.broken import line_of, only_mistake, plant

FILE = "synonyms.yaml"


def parts(words: str) -> tuple[tuple[str, ...], ...]:
    return parts_of(words, content.synonyms())


def test_each_word_brings_its_like() -> None:
    (police, shooting) = parts("Police shootings")
    assert {"police", "officer"} <= set(police)
    assert {"shootings", "killing", "use of force"} <= set(shooting)


def test_the_longest_phrase_counts_and_other_words_stay() -> None:
    force, in_erie = parts("use of force Erie")
    assert "shooting" in force
    assert in_erie == ("Erie",)


@pytest.mark.parametrize("words", ['"police"', "police -officer", "police or youth", "“police”"])
def test_what_is_meant_exactly_stays_as_typed(words: str) -> None:
    assert parts(words) == ((words,),)


@given(
    st.lists(st.sampled_from(["erie", "police", "use", "of", "force", "shootings", "zeppelin"]), max_size=8)
)
def test_no_word_is_lost_and_none_is_added(typed: list[str]) -> None:
    assert " ".join(part[0] for part in parts(" ".join(typed))) == " ".join(typed)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("words: [police,", "words: [Police,", "in small letters"),
        ("words: [youth,", "words: [police, youth,", "“police” stands in two groups"),
        (
            "words: [peace circle, talking circle, restorative circle]",
            "words: [peace circle]",
            "at least two",
        ),
    ],
)
def test_refuse_with_file_line_and_reason(old: str, new: str, reason: str, tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, FILE, old, new)
    mistake = only_mistake(content.check, folder)
    assert mistake.file == f"casestudies/content/{FILE}"
    assert reason in mistake.reason
    assert 1 <= mistake.line <= line_of(folder / FILE, "key: mediator")


def test_every_word_leads_to_its_own_group() -> None:
    synonyms = load_synonyms(content.FOLDER / FILE, content.FOLDER.parents[1])
    assert all(word in group.words for word, group in synonyms.items())
