"""The eighteen cases: complete, sourced, honest about their evidence, and fit to be read."""

from pathlib import Path

import pytest

from casestudies import content
from planning.content import FORMAT_KEYS
from planning.content import sources as planning_sources
from tests.planning.content.broken import line_of, only_mistake, plant
from tests.records.plain_words import faults, grade, texts_of

PLACES = (
    "baltimore cincinnati columbus erie falcon_heights ferguson galveston los_angeles milwaukee orlando "
    "rochester san_mateo sanford sonoma seattle stockton tacoma topeka"
)
every_case = pytest.mark.parametrize("case", content.cases(), ids=lambda case: case.key)
ERIE = "cases/erie.yaml"

MISTAKES = {
    "unknown strength": (
        ERIE,
        "strength: measured",
        "strength: proven",
        "strength: proven",
        "“proven”, which is not",
    ),
    "unknown source": (
        ERIE,
        "sources: [erie_news]",
        "sources: [erie_tv]",
        "[erie_tv]",
        "“erie_tv”, which is not",
    ),
    "source twice": (ERIE, "key: erie_crs", "key: erie_city", "sources:\n  -", "have the key “erie_city”"),
    "unknown trigger": (ERIE, "[force]", "[violence]", "[violence]", "“violence”, which is not known"),
    "unknown phase": (
        ERIE,
        "phases: [sustained]",
        "phases: [later]",
        "phases: [later]",
        "“later”, which is not",
    ),
    "no state": (ERIE, "state: PA", "state: Penn", "state: Penn", "write its two letters"),
    "year before first": (
        "cases/sanford.yaml",
        "last_year: 2023",
        "last_year: 2011",
        "last_year: 2011",
        "from 2012",
    ),
    "no lessons": (ERIE, "lessons:\n", "lesson:\n", "version: 1", "“lessons” is missing (is “lesson”"),
    "no sources": (ERIE, "url: https://cityof", "url: cityof", "url: cityof", "is not a web address"),
    "link and reason for none": (
        ERIE,
        "    url: https://cityof",
        "    unlinked: copy_elsewhere\n    url: https://cityof",
        "unlinked: copy_elsewhere",
        "give a “url”, or say",
    ),
    "unknown reason": (
        "cases/falcon_heights.yaml",
        "unlinked: copy_elsewhere",
        "unlinked: lost",
        "unlinked: lost",
        "“lost”, which is not known",
    ),
    "unknown key": (ERIE, "setting: city\n", "setting: city\nname: x\n", "name: x", "unknown key “name”"),
    "key of another file": (ERIE, "key: erie\n", "key: eerie\n", "key: eerie", "named erie.yaml"),
    "number as text": (
        ERIE,
        'figure: "79 or 80"',
        "figure: 79",
        "figure: 79",
        "found a number: write it in quotes",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_refuse_with_file_line_and_reason(name: str, tmp_path: Path) -> None:
    file, old, new, marker, reason = MISTAKES[name]
    folder = plant(content.FOLDER, tmp_path, file, old, new)
    mistake = only_mistake(content.check, folder)
    assert mistake.file == f"casestudies/content/{file}"
    assert reason in mistake.reason
    assert mistake.line == line_of(folder / file, marker)


def test_the_files_hold() -> None:
    assert content.check() == []


def test_every_case_is_there() -> None:
    assert {case.key for case in content.cases()} == set(PLACES.split())
    assert [case.place for case in content.cases()] == sorted(case.place for case in content.cases())


def test_a_new_case_needs_no_code(tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, ERIE, "key: erie\n", "key: erie_again\n")
    (folder / ERIE).rename(folder / "cases/erie_again.yaml")
    assert content.check(folder) == []


@every_case
def test_every_case_is_complete(case: content.Case) -> None:
    assert case.sources
    assert case.outcomes
    assert case.lessons
    assert str(case.first_year) in case.years
    assert case.last_year is None or str(case.last_year) in case.years
    assert set(case.formats) <= set(FORMAT_KEYS)


@every_case
def test_the_words_are_plain(case: content.Case) -> None:
    ours = [text for text in texts_of(case, case.key) if not text.where.endswith((".place", ".years"))]
    assert [fault for text in ours for fault in faults(text) if not small_start(fault, text.where)] == []
    assert grade([text.words for text in ours]) <= 9


def small_start(fault: str, where: str) -> bool:
    """What a number counts follows the number, so it begins small."""
    return ".numbers" in where and fault.endswith("it does not begin like a sentence")


def test_every_strength_is_used() -> None:
    """Our own account is for cases that an office writes of itself; the files hold what others published."""
    used = {outcome.strength.key for case in content.cases() for outcome in case.outcomes}
    assert used | {"own_account"} == {strength.key for strength in content.strengths()}
    assert "own_account" not in used


def test_a_page_that_both_rooms_cite_has_one_address() -> None:
    addresses = {source.key: source.url for source in planning_sources()}
    for case in content.cases():
        for source in case.sources:
            assert addresses.get(source.key, source.url) == source.url, source.key


def test_nobody_is_sent_to_a_copy_on_the_site_of_others() -> None:
    for source in [*planning_sources(), *(one for case in content.cases() for one in case.sources)]:
        assert not any(site in source.url for site in ("scribd.com", "cupdf.com")), source.key
    unlinked = [one for case in content.cases() for one in case.sources if one.unlinked]
    assert [(one.key, one.url) for one in unlinked] == [("fh_s5", "")]
