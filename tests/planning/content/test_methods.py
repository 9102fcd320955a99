"""The methods: whole, in two languages, in plain words; a bad file is refused with its line and a reason."""

from pathlib import Path

import pytest

from planning import content
from planning.choices import BlockKind
from tests.planning.content.broken import line_of, only_mistake, plant
from tests.records.plain_words import faults, grade, texts_of

every_method = pytest.mark.parametrize("method", content.methods(), ids=lambda method: method.key)
DECIDING = "methods/deciding.yaml"

# what stands there, what is planted instead, where the mistake is seen, what is said
MISTAKES = {
    "unknown role": ("lead: note_taker", "lead: judge", "lead: judge", "“judge”, which is not known"),
    "unknown kind": ("kind: plenary", "kind: speech", "kind: speech", "“speech”, which is not known"),
    "missing source": (
        "        sources: [top_n]\n",
        "",
        "  - tag: C\n        covers",
        "name at least one",
    ),
    "unknown source": ("[top_n]", "[nowhere]", "nowhere", "“nowhere”, which is not known"),
    "shorter than the least": (
        "least_minutes: 10",
        "least_minutes: 21",
        "least_minutes: 21",
        "goes from 1 to 20",
    ),
    "longer than the most": (
        "most_minutes: 25",
        "most_minutes: 19",
        "most_minutes: 19",
        "goes from 20 to",
    ),
    "no minutes": ("    minutes: 20\n", "", "- key: dot_vote", "the key “minutes” is missing"),
    "group upside down": ("smallest: 8,", "smallest: 151,", "largest: 150", "goes from 151 to"),
    "twice in a file": ("- key: harvest", "- key: dot_vote", "methods:", "have the key “dot_vote”"),
    "one language only": (", es: Cosecha}", "}", "{en: Harvest}", "“es” is missing"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_refuse_with_file_line_and_reason(name: str, tmp_path: Path) -> None:
    old, new, marker, reason = MISTAKES[name]
    folder = plant(content.FOLDER, tmp_path, DECIDING, old, new)
    mistake = only_mistake(content.check, folder)
    assert mistake.file == f"planning/content/{DECIDING}"
    assert reason in mistake.reason
    assert mistake.line == line_of(folder / DECIDING, marker)


def test_refuse_one_key_in_two_files(tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, DECIDING, "- key: harvest", "- key: check_out")
    mistake = only_mistake(content.check, folder)
    assert str(mistake) == (
        "planning/content/methods/closing.yaml, line 1: "
        "the method “check_out” is also in another file of this folder"
    )


@pytest.mark.parametrize(
    ("file", "reason"), [("deciding", "the file is missing"), ("resting", "no file of this")]
)
def test_refuse_a_file_that_is_missing_and_one_that_nothing_would_read(
    file: str, reason: str, tmp_path: Path
) -> None:
    folder = plant(content.FOLDER, tmp_path, DECIDING, "version", "version")
    (folder / DECIDING).rename(folder / f"methods/{file}.old")
    if file == "resting":
        (folder / "methods/resting.yaml").write_text("version: 1\n")
    mistake = only_mistake(content.check, folder)
    assert (mistake.file, reason in mistake.reason) == (f"planning/content/methods/{file}.yaml", True)


def test_there_are_methods_for_every_need() -> None:
    assert 25 <= len(content.methods()) <= 40
    assert {method.block.kind for method in content.methods()} >= {
        BlockKind.WELCOME, BlockKind.CIRCLE, BlockKind.SMALL_GROUPS, BlockKind.LISTENING, BlockKind.PLENARY,
        BlockKind.DECISION, BlockKind.BREAK, BlockKind.CLOSING, BlockKind.SURVEY,
    }  # fmt: skip


@every_method
def test_it_is_whole(method: content.Method) -> None:
    assert method.least_minutes <= method.minutes <= method.most_minutes
    assert len(method.steps) >= 3
    assert method.cautions
    assert method.basis
    assert method.block.lead_in or not method.block.may_be_hard


@every_method
def test_every_language_has_its_own_words(method: content.Method) -> None:
    assert method.name.en != method.name.es
    assert method.block.title.en != method.block.title.es


@every_method
def test_the_words_are_plain(method: content.Method) -> None:
    assert [fault for text in texts_of(method, method.key) for fault in faults(text)] == []
    assert grade([text.words for text in texts_of(method) if text.language == "en"]) <= 8


@every_method
def test_nothing_is_given_to_the_government(method: content.Method) -> None:
    assert {part.tag.key for part in method.basis} <= {"C", "I"}


def test_sources_stand_once_each() -> None:
    assert [source.key for source in content.method("question_cards").sources] == ["acr_25", "zeidler"]


def test_an_unknown_method_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        content.method("hot_seat")
