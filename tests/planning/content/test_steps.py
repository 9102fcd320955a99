"""The forty steps: all there, in order, dated, and fit to be read."""

from itertools import pairwise

import pytest

from planning import content
from tests.records.plain_words import faults, grade, texts_of

KEYS = {
    "pre_crisis": (
        "sponsor assess map design_team neutral goals protocols comms legal format recruit baseline exercise"
    ),
    "post_incident": (
        "activate family statement neutral_call check_in expression internal brief_leaders release_plan "
        "ready forum report_back reframe watch_and_review"
    ),
    "sustained": (
        "charter resource cadence widen facilitators run debrief summary commit progress integrate evaluate "
        "renew"
    ),
}


@pytest.mark.parametrize("phase", content.PHASES)
def test_every_step_is_there(phase: str) -> None:
    guidance = content.guidance(phase)
    assert " ".join(step.key for step in guidance.steps) == KEYS[phase]
    assert 3 <= len(guidance.stages) <= 5
    assert all(guidance.in_stage(stage.key) for stage in guidance.stages)


@pytest.mark.parametrize("phase", content.PHASES)
def test_every_step_can_be_taken(phase: str) -> None:
    for step in content.guidance(phase).steps:
        assert 3 <= len(step.tasks) <= 7, step.key
        assert step.basis, step.key
        assert bool(step.ask) == step.counsel, step.key
        assert all(question.endswith("?") for question in step.ask), step.key


def test_the_stages_after_an_incident_follow_the_clock() -> None:
    hours = {"hours": 1, "days": 24}
    steps = [step for step in content.guidance("post_incident").steps if step.due.anchor == "incident"]
    starts = {step.stage: [] for step in steps}
    for step in steps:
        starts[step.stage].append(hours[step.due.unit] * (step.due.by or 0))
    latest = [max(found) for found in starts.values()]
    assert all(earlier <= later for earlier, later in pairwise(latest))


def test_due_rules_name_an_anchor_that_the_phase_has() -> None:
    for step in content.guidance("pre_crisis").steps + content.guidance("sustained").steps:
        assert step.due.anchor != "incident", step.key
    assert {step.due.anchor for step in content.guidance("post_incident").steps} == {"incident", "session"}


def test_a_step_is_found_by_its_key_or_is_gone() -> None:
    assert content.step("post_incident", "family") is not None
    assert content.step("post_incident", "no_longer_there") is None


def test_due_rules_of_the_notes_that_name_a_time() -> None:
    progress = content.step("sustained", "progress").due
    assert (progress.by, progress.also, progress.every_days) == (30, (60, 90), 91)
    assert content.step("sustained", "cadence").due.month == 1
    assert content.step("pre_crisis", "goals").due.by == -56
    activate = content.step("post_incident", "activate").due
    assert (activate.by, activate.unit) == (4, "hours")


@pytest.mark.parametrize("phase", content.PHASES)
def test_the_words_are_plain(phase: str) -> None:
    guidance = content.guidance(phase)
    assert [fault for text in texts_of(guidance, phase) for fault in faults(text)] == []
    for step in guidance.steps:
        assert grade([text.words for text in texts_of(step)]) <= 8, step.key


def test_tasks_begin_with_what_to_do() -> None:
    for phase in content.PHASES:
        for step in content.guidance(phase).steps:
            for task in step.tasks:
                assert not task.text.startswith(("The ", "You ", "There ", "It ")), task.text
                assert task.text.endswith((".", "?")), task.text


def test_promises_that_touch_the_law_send_people_to_counsel() -> None:
    for phase in content.PHASES:
        for step in content.guidance(phase).steps:
            words = " ".join(text.words for text in texts_of(step.tasks)).lower()
            if any(word in words for word in ("counsel", "prosecutor", "confidential", "consent", "arrest")):
                assert step.counsel, step.key
