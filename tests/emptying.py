"""Emptying the tables after a test that committed. Django truncates all of them, which gives each table and index a new
file: 150 ms; most hold a handful of rows or none, and deleting those takes a fraction of it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

# Their triggers refuse DELETE, as they should; the one that refuses TRUNCATE sleeps (tests/conftest.py).
KEEP_THEIR_ROWS = ("records_auditevent", "casestudies_caseversion")

NOT_A_MODEL = ("django_cache",)  # counts of what was tried too often; Django's own flush forgets it


def sql_flush(_ops: Any, _style: Any, tables: Sequence[str], **_: bool) -> list[str]:
    """What `manage.py flush` runs, in one transaction and one round trip. The order does not matter: foreign keys are
    checked when it ends."""
    quote = connection.ops.quote_name
    truncate = f"TRUNCATE {', '.join(quote(name) for name in KEEP_THEIR_ROWS)} CASCADE"
    others = [*(name for name in tables if name not in KEEP_THEIR_ROWS), *NOT_A_MODEL]
    deletes = [f"DELETE FROM {quote(name)}" for name in others]
    return ["; ".join([truncate, *deletes])] if tables else []
