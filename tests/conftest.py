"""What every test needs. Fixtures of one room live in that room's folder."""

import gc
import os
import socketserver
from collections.abc import Iterator
from copy import copy
from typing import Any, NoReturn

import pytest
from _pytest import runner
from celery import Celery
from celery.app.task import Task
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate
from django.template import Template
from django.template.context import BaseContext
from django.test import client
from django.test.utils import ContextList
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from records.frames import with_room
from tests import emptying, order


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    worker = getattr(config, "workerinput", None)  # set by pytest-xdist in its processes
    if worker:
        items[:] = order.spread(items, worker["workercount"])


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end; the collector need not walk through it again and again, nor look for
    cycles after every 700 objects: it took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def calls_have_room() -> Iterator[None]:
    """pytest and the test client stand below each page: without room for their calls, tests take a sixth more time. So
    do the threads of the server that browsers talk to, which go past config/wsgi.py."""
    threads = socketserver.ThreadingMixIn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "runtestprotocol", with_room(runner.runtestprotocol))
        patch.setattr(threads, "process_request_thread", with_room(threads.process_request_thread))
        yield


@pytest.fixture(scope="session", autouse=True)
def emptying_is_quick() -> Iterator[None]:
    """Most of the time of a test that commits would go into emptying the tables after it. Nothing here reads Django's
    own permissions and content types, so nobody waits until they are back."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", emptying.sql_flush)
        assert post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        assert post_migrate.disconnect(create_contenttypes)
        yield


def _keep_the_pages_context(
    store: dict[str, Any],
    signal: object,
    sender: object,
    template: Template,
    context: BaseContext,
    **_: object,
) -> None:
    """Django's test client copies the whole context for each part that a page includes, of a long list one a row."""
    store.setdefault("templates", []).append(template)
    if "context" not in store:
        store["context"] = ContextList([copy(context)])


@pytest.fixture(scope="session", autouse=True)
def a_context_is_kept_once() -> Iterator[None]:
    """Tests read what the view gave to its page, which is the first context of an answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", _keep_the_pages_context)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """`make test` has a migrated database ready; see tests/database.py. Without it each process migrates its own."""
    connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get("TEST_DATABASE_TEMPLATE") or None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Audit events refuse TRUNCATE, which is how tables are emptied after a transactional test.

    Only that one trigger sleeps in the test database; tests/records/test_migrations.py wakes it.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditevent DISABLE TRIGGER audit_events_refuse_truncate")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        # A thread of the server that a browser talked to may still hold its own; the database could not be dropped.
        others = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM ({others}) AS other")


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
