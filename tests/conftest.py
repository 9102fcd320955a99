"""What every test needs. Fixtures of one room live in that room's folder."""

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Audit events refuse TRUNCATE, which is how Django empties tables after a transactional test.

    Only that one trigger sleeps in the test database; tests/records/test_migrations.py wakes it.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditevent DISABLE TRIGGER audit_events_refuse_truncate")
