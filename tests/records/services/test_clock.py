"""One clock for all: the database's. One slot, one worker."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from records.models import Tick
from records.services import clock


@pytest.mark.django_db
def test_database_now_does_not_follow_this_machine() -> None:
    """F13: a worker whose clock is wrong sends nothing early."""
    right = clock.database_now()
    with time_machine.travel(right + timedelta(minutes=5)):
        assert abs(clock.database_now() - right) < timedelta(seconds=30)
        assert timezone.now() - clock.database_now() > timedelta(minutes=4)


@pytest.mark.django_db
def test_first_in_slot_is_true_once() -> None:
    asked = {"task": "sweep", "every": timedelta(days=1)}
    assert [clock.first_in_slot(**asked) for _ in range(3)] == [True, False, False]
    assert clock.first_in_slot(task="other", every=timedelta(days=1))


@pytest.mark.django_db
def test_old_ticks_are_removed() -> None:
    now = clock.database_now()
    Tick.objects.bulk_create([Tick(task="sweep", slot=now - timedelta(hours=hours)) for hours in (2, 3, 400)])
    clock.mark(task="sweep")
    assert Tick.objects.of_task("sweep").count() == 1
    assert abs(clock.last_tick("sweep") - now) < timedelta(seconds=30)
    assert clock.last_tick("never") is None


@pytest.mark.django_db(transaction=True)
def test_many_at_once_and_one_wins() -> None:
    won = []

    def try_it() -> None:
        won.append(clock.first_in_slot(task="sweep", every=timedelta(days=1)))
        connection.close()

    threads = [threading.Thread(target=try_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False] * 5 + [True]
