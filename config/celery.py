"""The Celery application. Beat only nudges; the truth is rows in PostgreSQL, so Redis may be emptied."""

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("convene")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_: Any) -> None:
    """Worker and beat log as the rest does: JSON lines, set up by Django (config/logging.py)."""
