"""Each kind of bad file is refused with its name, its line and a reason; nothing else ever escapes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning import content
from tests.planning.content.broken import line_of, only_mistake, plant

PRE = "guidance/pre_crisis.yaml"
POST = "guidance/post_incident.yaml"
HALL = "formats/town_hall.yaml"
CIRCLE = "formats/peace_circle.yaml"

# file, what stands there, what is planted instead, where the mistake is seen, what is said
MISTAKES = {
    "unknown source": (PRE, "[lc_1, bp_init]", "[lc_1, nowhere]", "nowhere", "“nowhere”, which is not known"),
    "unknown tag": (PRE, "tag: C", "tag: X", "tag: X", "“X”, which is not known"),
    "source for our own": (PRE, "tag: C", "tag: I", "sources: [lc_1", "names no source"),
    "guidance without source": (
        PRE,
        "        sources: [ncl]\n",
        "",
        "  - tag: G\n        covers",
        "at least one",
    ),
    "phase of another file": (
        PRE,
        "phase: pre_crisis",
        "phase: sustained",
        "phase: sus",
        "named pre_crisis.yaml",
    ),
    "unknown phase": (PRE, "phase: pre_crisis", "phase: before", "phase: before", "not known"),
    "unknown stage": (PRE, "stage: foundation", "stage: cellar", "stage: cellar", "“cellar”, which is not"),
    "step out of order": (PRE, "stage: foundation", "stage: rehearsal", "steps:\n", "stage by stage"),
    "step key twice": (PRE, "- key: assess", "- key: sponsor", "steps:\n", "have the key “sponsor”"),
    "task key twice": (
        PRE,
        "- key: name_liaison",
        "- key: name_sponsor",
        "tasks:",
        "have the key “name_sponsor”",
    ),
    "version zero": (PRE, "version: 2", "version: 0", "version: 0", "goes from 1 to"),
    "counsel, no question": (
        PRE,
        "counsel: true\n    ask:\n",
        "counsel: true\n    asks:\n",
        "counsel:",
        "go together",
    ),
    "question, no counsel": (PRE, "    counsel: true\n", "", "ask:", "go together"),
    "unknown anchor": (PRE, "anchor: opened", "anchor: opening", "anchor: opening", "did you mean “opened”?"),
    "start after by": (PRE, "start: 7, by: 28", "start: 29, by: 28", "start: 29", "“start” (29) comes after"),
    "no due time": (
        PRE,
        "start: 0, by: 7,",
        "start: 0,",
        "due: {anchor: opened, start: 0, words",
        "has “by”",
    ),
    "two due times": (PRE, "by: 120,", "by: 120, month: 1,", "month: 1", "never both"),
    "month of no year": (PRE, "start: 0, by: 7,", "month: 2,", "month: 2", "belongs to “anchor: yearly”"),
    "hours of a year": (PRE, "yearly, by", "yearly, unit: hours, by", "unit: hours", "counted in days"),
    "before the opening": (
        PRE,
        "start: 0, by: 7,",
        "by: -7,",
        "by: -7",
        "only a session can be planned backwards",
    ),
    "also too early": (PRE, "by: 120,", "by: 120, also: [30],", "also: [30]", "“also” begins after “by”"),
    "half an hour": (POST, "by: 4, words", "by: 0.5, words", "by: 0.5", "a number with a point"),
    "minutes do not add up": (
        HALL,
        "minutes: 41",
        "minutes: 36",
        "minutes: 90",
        "add up to 85 minutes, not to 90",
    ),
    "total does not add up": (
        HALL,
        "minutes: 90",
        "minutes: 95",
        "minutes: 95",
        "add up to 90 minutes, not to 95",
    ),
    "no minutes": (HALL, "minutes: 41", "minutes: 0", "minutes: 0", "goes from 1 to"),
    "endless block": (HALL, "minutes: 41", "minutes: 10000", "minutes: 10000", "goes from 1 to"),
    "unknown kind": (
        HALL,
        "kind: welcome",
        "kind: lecture",
        "kind: lecture",
        "“lecture”, which is not known",
    ),
    "lead without a part": (
        HALL,
        "lead: moderator",
        "lead: keeper",
        "lead: keeper",
        "“keeper”, which is not known",
    ),
    "unknown role": (HALL, "role: moderator", "role: judge", "role: judge", "“judge”, which is not known"),
    "missing source": (
        HALL,
        "    sources: [sfpd_25, sfist, sto_op]\n",
        "",
        "  - tag: C",
        "name at least one",
    ),
    "unknown source of a format": (
        HALL,
        "[sfpd_25,",
        "[nowhere,",
        "nowhere",
        "“nowhere”, which is not known",
    ),
    "no word on when": (HALL, "suits:", "suites:", "version", "“suits” is missing"),
    "role twice": (HALL, "role: card_reader", "role: moderator", "roles:", "a role stands twice"),
    "unknown ground rule": (
        HALL,
        "short_turns,",
        "short_talks,",
        "short_talks",
        "did you mean “short_turns”?",
    ),
    "hard without lead-in": (CIRCLE, "    lead_in:\n", "    lead:\n", "    lead:\n", "stands here twice"),
    "lead-in, not hard": (CIRCLE, "    may_be_hard: true\n", "", "lead_in:", "go together"),
    "group upside down": (HALL, "smallest: 20", "smallest: 301", "largest: 300", "goes from 301 to"),
    "format of another file": (
        HALL,
        "key: town_hall",
        "key: town_halls",
        "key: town_halls",
        "named town_hall.yaml",
    ),
    "one language only": (
        HALL,
        "{en: Opening, es: Apertura}",
        "{en: Opening}",
        "{en: Opening}",
        "“es” is missing",
    ),
    "no address": ("sources.yaml", "url: https://w", "url: w", "url: w", "is not a web address"),
    "source twice": ("sources.yaml", "key: crs_news", "key: ncl", "sources:", "have the key “ncl”"),
    "tag unexplained": ("tags.yaml", "key: C", "key: G", "tags:", "have the key “G”"),
    "role twice in the list": (
        "roles.yaml",
        "key: co_facilitator",
        "key: lead_facilitator",
        "roles:",
        "have the key",
    ),
    "misspelt key": (
        "ground_rules.yaml",
        "ground_rules:",
        "ground_rule:",
        "version",
        "“ground_rules” is missing",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_refuse_with_file_line_and_reason(name: str, tmp_path: Path) -> None:
    file, old, new, marker, reason = MISTAKES[name]
    folder = plant(content.FOLDER, tmp_path, file, old, new)
    mistake = only_mistake(content.check, folder)
    assert mistake.file == f"planning/content/{file}"
    assert reason in mistake.reason
    assert mistake.line == line_of(folder / file, marker)


def test_the_files_hold() -> None:
    assert content.check() == []


@pytest.mark.parametrize("file", ["sources.yaml", PRE, HALL, "roles.yaml"])
def test_refuse_a_missing_file(file: str, tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, file, "version", "version")
    (folder / file).unlink()
    mistake = only_mistake(content.check, folder)
    assert str(mistake) == f"planning/content/{file}, line 1: the file is missing"


@pytest.mark.parametrize(
    "file", ["guidance/aftermath.yaml", "formats/fish_bowl.yaml", "formats/town_hall.yml"]
)
def test_refuse_a_file_that_nothing_would_read(file: str, tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, PRE, "version", "version")
    (folder / file).write_text("version: 1\n")
    assert only_mistake(content.check, folder).file == f"planning/content/{file}"


def test_refuse_one_step_key_in_two_phases(tmp_path: Path) -> None:
    folder = plant(content.FOLDER, tmp_path, POST, "- key: activate\n", "- key: sponsor\n")
    assert "the step “sponsor” is also in pre_crisis.yaml" in only_mistake(content.check, folder).reason


@pytest.fixture(scope="module")
def spare_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plant(content.FOLDER, tmp_path_factory.mktemp("spare"), PRE, "version", "version")


@settings(max_examples=80, deadline=None)
@given(
    file=st.sampled_from([PRE, POST, HALL, CIRCLE, "sources.yaml", "tags.yaml", "roles.yaml"]),
    place=st.floats(0, 1),
    length=st.integers(0, 80),
    typed=st.text(alphabet="abc:-[]{}&*!|>'\"%@#, \n\t0é", max_size=12),
)
def test_any_slip_of_the_hand_gives_a_content_error(
    spare_copy: Path, file: str, place: float, length: int, typed: str
) -> None:
    good = (content.FOLDER / file).read_text(encoding="utf-8")
    start = int(place * len(good))
    (spare_copy / file).write_text(good[:start] + typed + good[start + length :], encoding="utf-8")
    found = content.check(spare_copy)
    (spare_copy / file).write_text(good, encoding="utf-8")
    for mistake in found:
        assert mistake.reason
        assert mistake.line >= 1
        assert mistake.file.startswith("planning/content/")
