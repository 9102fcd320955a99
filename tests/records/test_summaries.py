"""How lengths of time are told, and how long the oldest message waits. The checks are in views/test_health.py."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from records import summaries
from records.models import Message


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3, "0 seconds"),
        (1, "1 second"),
        (119, "119 seconds"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (1e6, "11 days"),
    ],
)
def test_spell(seconds: float, words: str) -> None:
    assert summaries.spell(timedelta(seconds=seconds)) == words


@pytest.mark.django_db
def test_longest_wait(post: Callable[..., Message]) -> None:
    assert summaries.longest_wait() is None
    post(not_before=Now() - timedelta(minutes=3))
    post(not_before=Now() - timedelta(minutes=9))
    waited = summaries.longest_wait()
    assert waited is not None
    assert timedelta(minutes=9) <= waited < timedelta(minutes=10)
