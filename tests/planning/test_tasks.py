"""The nudge of the clock and the command for machines without Celery do the same, once a minute."""

import io

import pytest
from django.conf import settings
from django.core.management import call_command

from planning import tasks
from planning.services import dates
from records.models import Tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(monkeypatch):
    calls = []
    monkeypatch.setattr(dates, "follow_events", lambda *, now: calls.append(now) or 3)
    return calls


def test_two_beats_in_one_minute_follow_once(followed):
    tasks.follow_moved_dates()
    tasks.follow_moved_dates()
    slots = Tick.objects.of_task(tasks.TICK).count()
    assert slots <= 2  # the minute may turn between the two
    assert len(followed) == slots


def test_the_command_says_what_it_did(followed):
    said = io.StringIO()
    call_command("follow_moved_dates", stdout=said)
    assert said.getvalue() == "3 steps changed\n"


def test_beat_nudges_the_task_by_its_name():
    entry = settings.CELERY_BEAT_SCHEDULE["follow-moved-dates"]
    assert entry["task"] == tasks.follow_moved_dates.name
