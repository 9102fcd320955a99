"""The clock's nudges, with a real worker, beat and Redis that is emptied, frozen, killed and lied to."""

import base64
import json
import pickle
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from records import tasks
from records.models import Message
from records.services import clock, dispatch
from tests.records.drill.broker import Broker, broker, worker
from tests.records.drill.senders import wait_until
from tests.records.mail_server import MailServer

Post = Callable[..., Message]


@pytest.mark.django_db
def test_two_beats_send_once(server: MailServer, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """F14: the first nudge of a slot does the work; the second one finds the slot taken."""
    sweeps = []
    monkeypatch.setattr(dispatch, "send_due", lambda: sweeps.append(1))
    moment = clock.database_now()
    monkeypatch.setattr(clock, "database_now", lambda: moment)
    for _ in range(3):
        tasks.send_due_messages()
    assert len(sweeps) == 1
    monkeypatch.setattr(clock, "database_now", lambda: moment + timedelta(seconds=5))
    tasks.send_due_messages()
    assert len(sweeps) == 2


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_mail_goes_whatever_happens_to_redis(server: MailServer, post: Post, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    with broker(tmp_path) as redis_server, worker(server, redis_server, log):
        went_out(post, 0)
        empty_it(redis_server)
        went_out(post, 1)
        lie_to_it(redis_server)
        went_out(post, 2)
        with redis_server.frozen():
            late = post(recipient="participant:3")
        wait_for(late, within=20)
        redis_server.kill()
        late = post(recipient="participant:4")
        time.sleep(0.5)
        redis_server.start()
        wait_for(late, within=30)
        assert b"example.test" not in redis_server.everything(), "no address ever reaches Redis"
        assert b"participant:" not in redis_server.everything()
    assert sorted(server.times_arrived().values()) == [1] * 5
    told = log.read_text()
    assert "example.test" not in told, "no address ever reaches a log"
    assert "Traceback" not in told
    assert not (tmp_path / "pickled").exists(), "no pickle was opened"


def went_out(post: Post, number: int, within: float = 10) -> None:
    wait_for(post(recipient=f"participant:{number}"), within)


def wait_for(message: Message, within: float) -> None:
    wait_until(Message.objects.filter(pk=message.pk, state="sent").exists, seconds=within)


def empty_it(redis_server: Broker) -> None:
    """F8: whatever stood in Redis is gone in the middle of the work."""
    with redis_server.client() as client:
        client.flushall()


class Opened:
    """A pickle that leaves a trace when somebody opens it."""

    def __init__(self, trace: str) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return Path.touch, (Path(self.trace),)


def lie_to_it(redis_server: Broker) -> None:
    """T45: a pickle, YAML, an unknown task and forged arguments are pushed into the queue."""
    trace = str(redis_server.folder / "pickled")
    body = b'[[], {}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]'
    own = "records.tasks.send_due_messages"
    with redis_server.client() as client:
        for task, kind, content in (
            (own, "application/x-python-serialize", pickle.dumps(Opened(trace))),
            (own, "application/x-yaml", f"!!python/object/apply:os.mknod ['{trace}']".encode()),
            ("os.system", "application/json", b'[["touch ' + trace.encode() + b'"], {}, {}]'),
            (own, "application/json", b'[["forged"], {"to": "someone"}, {}]'),
            (own, "application/json", body[:-5]),
        ):
            client.lpush(settings.CELERY_TASK_DEFAULT_QUEUE, in_celery_words(task, kind, content))


def in_celery_words(task: str, kind: str, content: bytes) -> str:
    identity = str(uuid.uuid4())
    return json.dumps(
        {
            "body": base64.b64encode(content).decode(),
            "content-encoding": "utf-8" if "json" in kind else "binary",
            "content-type": kind,
            "headers": {"task": task, "id": identity, "lang": "py", "root_id": identity, "retries": 0},
            "properties": {
                "correlation_id": identity,
                "delivery_tag": identity,
                "delivery_mode": 2,
                "delivery_info": {"exchange": "", "routing_key": "default"},
                "priority": 0,
                "body_encoding": "base64",
            },
        }
    )
