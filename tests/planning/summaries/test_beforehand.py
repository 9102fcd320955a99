"""The second person reads who was first, when, and what became of their own words."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from planning.models.plans import Beforehand
from planning.summaries.beforehand import told_beforehand

NOW = datetime(2026, 11, 28, 17, 20, tzinfo=UTC)
STEP = SimpleNamespace(plan=SimpleNamespace(time_zone="America/Chicago"))
WHO = "Demo Liaison"


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (Beforehand(WHO, NOW), f"{WHO} marked this done at 11:20 am."),
        (
            Beforehand(WHO, NOW, is_kept=True),
            f"{WHO} marked this done at 11:20 am. Your words are kept as a note.",
        ),
        (Beforehand(WHO, NOW - timedelta(days=1)), f"{WHO} marked this done Fri 27 Nov 2026, 11:20 am CST."),
        (
            Beforehand(WHO, NOW, "The county does it.", is_kept=True),
            f"{WHO} skipped this at 11:20 am. Their reason: The county does it. Your words are kept as a note.",
        ),
        (Beforehand("", None), "This step was settled before."),
    ],
)
def test_the_second_person_is_told_who_was_first(first, words):
    assert told_beforehand(STEP, first, now=NOW) == words
