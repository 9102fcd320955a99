"""Own steps read like the others, and are never taken for guidance."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from planning import content
from planning.choices import Counting
from planning.content.own import due_of
from planning.content.steps import _what_is_wrong
from planning.timing import Anchors, comes_back, due_date

ZONE = ZoneInfo("America/Chicago")
ANCHORS = Anchors(
    opened=datetime(2026, 3, 2, 18, tzinfo=UTC),
    incident=datetime(2026, 3, 1, 18, tzinfo=UTC),
    coming=datetime(2026, 4, 10, 23, tzinfo=UTC),
    held=datetime(2026, 2, 10, 23, tzinfo=UTC),
)


def step(**values):
    known = {
        "key": "own-1",
        "stage": "foundation",
        "title": "Call the school",
        "why": "It asks.",
        "tasks": ["Call", "Write", "Call"],
        "owner": "Liaison",
        "counting": "days_after_start",
        "number": 3,
        "evidence": "It is noted.",
    }
    return content.own_step(**known | values)


def test_every_way_of_counting_can_be_chosen_and_followed():
    assert set(Counting.values) == set(content.COUNTINGS)
    for counting in Counting:
        assert _what_is_wrong(due_of(counting, 1)) == ""


@pytest.mark.parametrize(
    ("counting", "number", "day", "words"),
    [
        ("hours_after_incident", 10, "2026-03-01", "Within 10 hours after the incident became known"),
        ("days_after_incident", 1, "2026-03-02", "Within 1 day after the incident became known"),
        ("days_before_session", 7, "2026-04-03", "7 days before the session"),
        ("days_before_session", 0, "2026-04-10", "On the day of the session"),
        ("days_after_session", 2, "2026-02-12", "Within 2 days after the session"),
        ("days_after_start", 30, "2026-04-01", "Within 30 days after the plan starts"),
        ("quarterly", 90, "2026-05-31", "Every quarter, the first time 90 days after the plan starts"),
        ("yearly", 365, "2027-03-02", "Every year, the first time 365 days after the plan starts"),
    ],
)
def test_plain_choices_become_days_and_words(counting, number, day, words):
    due = step(counting=counting, number=number).due
    rule = {"anchor": due.anchor, "unit": due.unit, "by": due.by, "also": []}
    assert (str(due_date(rule, ANCHORS, ZONE)), due.words) == (day, words)
    assert comes_back(rule, 5) is (counting in {"quarterly", "yearly"})


def test_a_task_is_known_by_its_words():
    first, second = step().tasks
    assert (first.text, second.text) == ("Call", "Write")
    assert step(tasks=["Write"]).tasks == (second,)
    assert first.key != second.key


def test_own_marks_are_beside_those_of_the_guidance():
    assert {tag.key for tag in content.OWN_TAGS}.isdisjoint({tag.key for tag in content.tags()})
    assert all("not part of the guidance" in tag.meaning for tag in content.OWN_TAGS)
    assert content.is_own(step())
    assert content.is_own(step(tag=content.THIS_PLAN))
    assert not any(content.is_own(one) for phase in content.PHASES for one in content.guidance(phase).steps)
    assert step().sources == ()
