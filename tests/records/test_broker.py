"""What is agreed with Celery, and that no web request ever talks to the broker."""

import ast
from pathlib import Path

import pytest
from celery import current_app, shared_task
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.celery import app

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "records", "accounts", "dialogues", "readiness", "planning", "casestudies", "history")
SENDS = {"delay", "apply_async", "send_task", "apply_async_on_commit", "delay_on_commit", "signature", "si"}


@shared_task
def drill_task() -> None:
    """Does nothing."""


@login_not_required
def hasty(request: HttpRequest) -> HttpResponse:
    drill_task.delay()
    return HttpResponse("sent")


urlpatterns = [path("hasty/", hasty)]


@pytest.mark.django_db
@pytest.mark.urls("tests.records.test_broker")
def test_a_request_that_talks_to_the_broker_fails(client: Client) -> None:
    """The guard of tests/conftest.py stands in every test, so every request path of the suite is watched."""
    with pytest.raises(AssertionError, match="talks to the broker"):
        client.get("/hasty/")


def test_no_code_sends_a_task() -> None:
    """Services leave rows; beat nudges, and a worker nudges itself once, when it starts. Nothing else sends a task."""
    found = []
    for file in (file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        tree = ast.parse(file.read_text())
        called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        names = (one for one in called if isinstance(one, ast.Attribute) and one.attr in SENDS)
        found += [f"{file.relative_to(ROOT)}:{one.lineno} {one.attr}" for one in names]
    assert [one.partition(":")[0] for one in found] == ["config/celery.py"]


def test_only_the_readiness_page_knows_redis() -> None:
    importers = {
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Import) and any(name.name.split(".")[0] == "redis" for name in node.names)
    }
    assert importers == {"records/views/health.py"}


def test_celery_is_set_as_agreed() -> None:
    """Each of these has a measured reason in docs/reliability.md; a change is a decision."""
    conf = app.conf
    assert (conf.task_serializer, conf.result_serializer) == ("json", "json")
    assert conf.accept_content == conf.result_accept_content == ["json"]
    assert conf.task_ignore_result
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.task_acks_on_failure_or_timeout
    assert (conf.task_soft_time_limit, conf.task_time_limit) == (45, 60)
    assert conf.worker_prefetch_multiplier == 1
    assert (conf.worker_max_tasks_per_child, conf.worker_max_memory_per_child) == (200, 400_000)
    assert conf.worker_soft_shutdown_timeout == 20
    assert not conf.task_publish_retry
    assert conf.broker_connection_max_retries is None


def test_a_lost_task_comes_back_and_a_running_one_does_not() -> None:
    options = app.conf.broker_transport_options
    assert options["visibility_timeout"] > app.conf.task_time_limit, "or a long task runs twice"
    assert (options["unacked_restore_interval"], options["unacked_restore_throttle"]) == (5, 1)
    assert (options["socket_timeout"], options["socket_connect_timeout"]) == (5, 2)
    assert options["socket_keepalive"]
    assert options["health_check_interval"] == 10
    with app.connection_for_read() as connection, connection.channel() as channel:
        assert channel.visibility_timeout == 300
        assert channel.unacked_restore_interval == 5


def test_queues_and_routes() -> None:
    assert set(app.amqp.queues) == {"default", "pdf", "bulk"}
    for task, queue in (
        ("planning.tasks.print_agenda", "pdf"),
        ("dialogues.tasks.import_participants", "bulk"),
        ("records.tasks.send_due_messages", "default"),
    ):
        route = app.amqp.router.route({}, task)
        assert route["queue"].name == queue, task


def test_every_nudge_is_a_task_that_exists_and_expires() -> None:
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks
        assert 0 < entry["options"]["expires"] <= 3600, "a nudge that waited long is no use"
        assert "countdown" not in entry["options"]
        assert "eta" not in entry["options"]


def test_beat_keeps_nothing_on_disk() -> None:
    assert app.conf.beat_scheduler == "celery.beat:Scheduler"
    assert current_app.conf.result_expires is None
