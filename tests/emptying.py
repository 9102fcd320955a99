"""Emptying the tables after a test that committed. Django truncates all of them, which gives each table and index a new
file: 150 ms; most hold a handful of rows or none, and deleting those takes a fraction of it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from casestudies import content

AUDIT, VERSIONS, PUBLISHED = "records_auditevent", "casestudies_caseversion", "casestudies_publishedcase"
# Their triggers refuse DELETE, as they should; the one that refuses TRUNCATE sleeps (tests/conftest.py).
KEEP_THEIR_ROWS = (AUDIT, VERSIONS)

NOT_A_MODEL = ("django_cache",)  # counts of what was tried too often; Django's own flush forgets it


def sql_flush(_ops: Any, _style: Any, tables: Sequence[str], **_: bool) -> list[str]:
    """What `manage.py flush` runs, in one transaction and one round trip. The order does not matter: foreign keys are
    checked when it ends."""
    if not tables:
        return []
    quote = connection.ops.quote_name
    stay = {PUBLISHED, VERSIONS} if library_is_untouched() else set()
    truncated = [quote(name) for name in KEEP_THEIR_ROWS if name not in stay]
    others = [name for name in [*tables, *NOT_A_MODEL] if name not in {*KEEP_THEIR_ROWS, *stay}]
    statements = [
        f"TRUNCATE {', '.join(truncated)} CASCADE",
        *(f"DELETE FROM {quote(name)}" for name in others),
    ]
    return ["; ".join(statements)]


def library_is_untouched() -> bool:
    """Whether the case library holds what the program's files put there and nothing else. It may stay then: filling it
    anew after each test takes longer than emptying all other tables."""
    files = len(content.cases())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE study_id IS NULL AND number = 1 AND withdrawn_at IS NULL),"
            f" (SELECT count(*) FROM {VERSIONS}) FROM {PUBLISHED}"
        )
        return cursor.fetchone() == (files, files, files)
