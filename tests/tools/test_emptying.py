"""After a test that committed, nothing of it is left."""

import pytest
from django.db import connection

from accounts.roles import Role
from casestudies.services import reviews
from tests import emptying
from tests.factories.accounts import MembershipFactory
from tests.factories.casestudies import CaseInReviewFactory
from tests.factories.dialogues import HeldSessionFactory


def counts() -> dict[str, int]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        return {
            table: cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}").fetchone()[0]
            for table in tables
        }


@pytest.mark.django_db(transaction=True)
def test_rows_that_may_not_be_deleted_go_as_well() -> None:
    HeldSessionFactory()
    study = CaseInReviewFactory()
    colleague = MembershipFactory(agency=study.agency, roles=[Role.ADMINISTRATOR]).user
    reviews.publish(by=colleague, study=study, version=study.version)
    before = counts()
    assert all(before[table] for table in emptying.KEEP_THEIR_ROWS)

    statements = emptying.sql_flush(connection.ops, None, list(before))
    connection.ops.execute_sql_flush(statements)

    assert not any(counts().values())


@pytest.mark.django_db(transaction=True)
def test_a_library_that_nobody_touched_stays() -> None:
    HeldSessionFactory()
    before = counts()
    connection.ops.execute_sql_flush(emptying.sql_flush(connection.ops, None, list(before)))
    left = {table: count for table, count in counts().items() if count}
    assert left == {table: before[table] for table in (emptying.PUBLISHED, emptying.VERSIONS)}
