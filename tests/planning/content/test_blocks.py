"""The thirteen formats: minutes that add up, two languages, and nothing a facilitator would miss."""

from dataclasses import replace

import pytest

from planning import content
from planning.choices import BlockKind, Priority, Proposer
from planning.content.blocks import PRIORITIES, PROPOSERS, length_of
from records.content import ContentError
from tests.planning.content.broken import plant
from tests.records.plain_words import faults, grade, texts_of

MINUTES = {
    "spcp_day": 420,
    "city_spirit": 480,
    "facilitated_dialogue": 120,
    "tabletop": 240,
    "study_circles": 120,
    "peace_circle": 120,
    "orlando_speaks": 150,
    "world_cafe": 120,
    "town_hall": 90,
    "post_incident_forum": 120,
    "youth_police": 120,
    "listening_dinner": 120,
    "film_discussion": 120,
}
every_format = pytest.mark.parametrize("chosen", content.formats(), ids=lambda chosen: chosen.key)


def test_every_format_is_there() -> None:
    assert {chosen.key: chosen.minutes for chosen in content.formats()} == MINUTES
    assert tuple(MINUTES) == content.FORMAT_KEYS


def test_the_kinds_of_blocks_are_those_of_the_agenda() -> None:
    assert set(content.BLOCK_KINDS) == set(BlockKind.values)


@every_format
def test_minutes_add_up(chosen: content.Format) -> None:
    assert sum(block.minutes + block.settle_minutes for block in chosen.blocks) == chosen.minutes


@every_format
def test_all_that_is_said_or_printed_has_spanish(chosen: content.Format) -> None:
    assert [words.en for words in chosen.wording if not words.es or words.es == words.en] == []


def planted(tmp_path, new: str) -> list[ContentError]:
    """What the loader says when the first part of the town hall has more keys."""
    old = "    minutes: 5\n    kind: welcome\n"
    return content.check(plant(content.FOLDER, tmp_path, "formats/town_hall.yaml", old, old + new))


WHOLE = """    least_minutes: 3
    most_minutes: 8
    track: 0
    priority: keep
    proposed_by: community
    for_crew: false
    ground_rules: One at a time.
"""


def test_a_part_may_have_limits_a_side_and_rules_of_its_own(tmp_path) -> None:
    assert planted(tmp_path, WHOLE) == []


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("    least_minutes: 6\n", "“least_minutes” is 6; it goes from 1 to 5"),
        ("    most_minutes: 4\n", "“most_minutes” is 4; it goes from 5 to 1440"),
        ("    track: 7\n", "“track” is 7; it goes from 0 to 6"),
        ("    priority: later\n", "“priority” says “later”, which is not known"),
        ("    proposed_by: mayor\n", "“proposed_by” says “mayor”, which is not known"),
        ("    settle_minutes: 5\n", "the blocks add up to 95 minutes, not to 90"),
    ],
)
def test_what_a_part_cannot_be_stops_the_start(tmp_path, new: str, said: str) -> None:
    (mistake,) = planted(tmp_path, new)
    assert said in str(mistake)


def test_of_parts_side_by_side_the_longest_counts() -> None:
    block = content.format("town_hall").blocks[0]
    tracks = [replace(block, minutes=minutes, track=track) for minutes, track in ((20, 1), (30, 2), (10, 1))]
    assert length_of((block, *tracks, replace(block, settle_minutes=5))) == 5 + 30 + 10


def test_the_words_for_sides_and_priorities_are_those_of_the_agenda() -> None:
    assert (set(PROPOSERS), set(PRIORITIES)) == (set(Proposer.values), set(Priority.values))


@every_format
def test_each_meeting_begins_and_ends_as_people_need(chosen: content.Format) -> None:
    shown = [block for block in chosen.blocks if block.for_participants]
    assert shown[0].kind in {"arrival", "welcome"}
    assert shown[-1].kind in {"closing", "survey"}
    materials = " ".join(item for block in chosen.blocks for item in block.materials)
    for needed in ("Survey", "Next-date card", "agendas", "round rules"):
        assert needed.lower() in materials.lower(), needed


@every_format
def test_hard_parts_have_a_lead_in_and_a_way_out(chosen: content.Format) -> None:
    assert {"pass"} & {rule.key for rule in chosen.ground_rules} or not any(
        block.may_be_hard and block.kind == "circle" for block in chosen.blocks
    )
    for block in chosen.blocks:
        assert bool(block.lead_in) == block.may_be_hard, block.key


@every_format
def test_long_meetings_have_a_break(chosen: content.Format) -> None:
    if chosen.minutes > 180:
        assert any(block.kind == "break" for block in chosen.blocks)


@every_format
def test_every_language_has_its_own_words(chosen: content.Format) -> None:
    pairs = [chosen.for_participants, *(block.title for block in chosen.blocks)]
    pairs += [rule.text for rule in chosen.ground_rules] + [part.role.title for part in chosen.roles]
    assert [pair for pair in pairs if pair.en == pair.es] == []


@every_format
def test_the_words_are_plain(chosen: content.Format) -> None:
    assert [fault for text in texts_of(chosen, chosen.key) for fault in faults(text)] == []
    assert grade([text.words for text in texts_of(chosen) if text.language == "en"]) <= 8


def test_every_role_and_ground_rule_is_used() -> None:
    catalogue = content._catalogue()
    roles = {part.role.key for chosen in content.formats() for part in chosen.roles}
    rules = {rule.key for chosen in content.formats() for rule in chosen.ground_rules}
    assert len(catalogue.formats) == len(content.FORMAT_KEYS)
    assert roles == listed("roles.yaml")
    assert rules == listed("ground_rules.yaml")


def listed(file: str) -> set[str]:
    lines = (content.FOLDER / file).read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("  - key: ") for line in lines if line.startswith("  - key: ")}


def test_one_sequence_of_meetings_is_told_whole() -> None:
    series = content.format("study_circles").series
    assert [part.minutes for part in series] == [120] * 5 + [180]


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        content.format("fish_bowl")
