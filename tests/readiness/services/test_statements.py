from datetime import timedelta

import pytest

from readiness.errors import DayInFuture, StatementChanged, WarningsNotRead
from readiness.models import HoldingStatement
from readiness.services import statements
from records.models import AuditEvent
from tests.factories.readiness import TODAY, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approve(liaison):
    def approve(statement, **more):
        options = {"version": statement.version, "approved_on": TODAY, "approver": "Chief’s office"} | more
        return statements.approve(by=liaison, statement=statement, today=TODAY, **options)

    return approve


def test_an_approval_says_who_and_when(agency, approve):
    row = StatementFactory(agency=agency)
    approved = approve(row)
    approve(approved)
    row = HoldingStatement.objects.get()
    assert (row.approver, row.approved_on, row.version) == ("Chief’s office", TODAY, 2)
    assert AuditEvent.objects.get().sentence.endswith(f"recorded that Chief’s office approved “{row.name}”")


def test_words_that_need_a_second_look_get_it(agency, approve):
    row = StatementFactory(
        agency=agency, text_en="The suspect is dead. We do not know more. Next update at [time]."
    )
    with pytest.raises(WarningsNotRead):
        approve(row)
    assert approve(row, has_looked=True).approved_on == TODAY


def test_other_words_than_those_that_were_read(agency, approve):
    with pytest.raises(StatementChanged):
        approve(StatementFactory(agency=agency, version=2), version=1)


def test_nobody_approved_it_tomorrow(agency, approve):
    with pytest.raises(DayInFuture):
        approve(StatementFactory(agency=agency), approved_on=TODAY + timedelta(days=1))
