"""What every test needs. Fixtures of one room live in that room's folder."""

from typing import Any, NoReturn

import pytest
from celery import Celery
from celery.app.task import Task
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Audit events refuse TRUNCATE, which is how Django empties tables after a transactional test.

    Only that one trigger sleeps in the test database; tests/records/test_migrations.py wakes it.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditevent DISABLE TRIGGER audit_events_refuse_truncate")


pytest_plugins = ["tests.browser"]


@pytest.fixture(autouse=True)
def everyone_starts_in_english(settings: Settings) -> None:
    """A request in Spanish leaves its thread in Spanish; the next test must not inherit it."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nothing_talks_to_the_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Web requests write rows and never send a task: a broker that hangs would hang the page with it."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("this talks to the broker; leave a row instead and let the clock nudge a worker")

    monkeypatch.setattr(Task, "apply_async", refuse)
    monkeypatch.setattr(Celery, "send_task", refuse)
