"""The Celery application. Beat only nudges; the truth is rows in PostgreSQL, so Redis may be emptied."""

import logging
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("convene")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(loglevel: int = logging.INFO, **_: Any) -> None:
    """Worker and beat log as the rest does, by config/logging.py; `--loglevel` is how much Celery itself tells."""
    logging.getLogger("celery").setLevel(loglevel)


@worker_ready.connect
def look_at_once(sender: Any, **_: Any) -> None:
    """A worker that starts looks for due messages now, not at the next tick of the clock."""
    sender.app.send_task("records.tasks.send_due_messages")
