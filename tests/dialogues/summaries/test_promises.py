from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from dialogues.summaries import promises
from dialogues.summaries.promises import OpenPromises
from tests.factories.accounts import MembershipFactory
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory()


@pytest.fixture
def liaison(dialogue):
    return seated(dialogue)


def due(days, dialogue, **values):
    day = timezone.localdate() + timedelta(days=days)
    return CommitmentFactory(
        dialogue=dialogue, made_on=day - timedelta(days=400), due_on=day, first_due_on=day, **values
    )


def read(user, *dialogues, **options):
    agencies = {one.agency for one in dialogues}
    return OpenPromises.of(user, agencies, now=timezone.now(), **options)


def test_late_and_behind_come_first_then_by_date(dialogue, liaison):
    soon, later = due(5, dialogue), due(50, dialogue)
    behind, late = due(90, dialogue, status="behind"), due(-3, dialogue)
    for status in ("done", "dropped"):
        due(-9, dialogue, status=status, drop_reason="Demo reason")
    found = read(liaison, dialogue)
    assert [row.commitment for row in found.rows] == [late, behind, soon, later]
    assert [row.is_overdue for row in found.rows] == [True, False, False, False]
    assert found.count == 4


def test_promises_outlive_a_closed_dialogue(dialogue, liaison):
    closed = ClosedDialogueFactory(agency=dialogue.agency)
    kept = due(5, closed)
    assert read(liaison, dialogue).rows == ()
    officer = MembershipFactory(agency=dialogue.agency, roles=[Role.RECORDS_OFFICER, Role.LIAISON]).user
    assert [row.commitment for row in read(officer, dialogue).rows] == [kept]


def test_only_dialogues_that_the_person_may_see_and_of_these_agencies(dialogue, liaison):
    due(5, DialogueFactory(agency=dialogue.agency))
    elsewhere = DialogueFactory()
    due(5, elsewhere)
    seated(elsewhere, user=liaison)
    assert read(liaison, dialogue).rows == ()
    assert read(liaison, dialogue, elsewhere).count == 1


def test_a_page_at_a_time_without_gaps_or_repeats(dialogue, liaison, monkeypatch):
    monkeypatch.setattr(promises, "PAGE", 2)
    made = [due(days, dialogue) for days in (-2, -2, 3, 4, 5)]
    seen, after = [], None
    while True:
        page = read(liaison, dialogue, after=after)
        seen += [row.commitment for row in page.rows]
        assert page.count == 5
        if (after := page.next_after) is None:
            break
    assert seen == made


def test_the_cost_does_not_grow(dialogue, liaison):
    costs = []
    for _again in range(2):
        due(5, dialogue)
        with CaptureQueriesContext(connection) as asked:
            read(liaison, dialogue)
        costs.append(len(asked))
    assert costs == [2, 2]
