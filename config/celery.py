"""The Celery application. Beat only nudges; the truth is rows in PostgreSQL, so Redis may be emptied at any moment."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("convene")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
