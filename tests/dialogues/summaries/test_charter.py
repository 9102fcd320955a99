from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dialogues.services import charter
from dialogues.summaries.charter import CharterPage
from tests.factories.dialogues import DialogueFactory, seated

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


@pytest.fixture
def dialogue():
    return DialogueFactory()


def write(dialogue, version, **changes):
    liaison = dialogue.design_team.filter(seat="liaison").first()
    by = liaison.user if liaison else seated(dialogue)
    return charter.write(by=by, dialogue=dialogue, version=version, changes=changes)


def test_before_there_is_one(dialogue):
    page = CharterPage.of(dialogue, today=TODAY)
    assert (page.charter, page.versions, page.seats, page.is_review_due) == (None, (), 0, False)


def test_earlier_versions_can_be_read_again_newest_first(dialogue):
    write(dialogue, 0, purpose="First", seats=(("Residents", 3),))
    write(dialogue, 1, purpose="Second", quorum=2, adopted_on=date(2026, 3, 1))
    write(dialogue, 2, seats=(("Residents", 3), ("Youth", 2)))
    page = CharterPage.of(dialogue, today=TODAY)
    assert page.seats == 5
    assert [version.number for version in page.earlier] == [2, 1]
    second, first = page.earlier
    assert (first.values["purpose"], first.seats) == ("First", (("Residents", 3),))
    assert second.days["adopted_on"] == date(2026, 3, 1)
    assert str(second.power).startswith("Advisory")


@pytest.mark.parametrize(("review_on", "is_due"), [(None, False), (date(2026, 11, 26), False), (TODAY, True)])
def test_the_yearly_review_is_due_on_its_day(dialogue, review_on, is_due):
    write(dialogue, 0, purpose="Watch", review_on=review_on)
    assert CharterPage.of(dialogue, today=TODAY).is_review_due == is_due


def test_the_cost_does_not_grow_with_seats_and_versions(dialogue):
    costs = []
    for version in range(2):
        write(dialogue, version, purpose=str(version), seats=(("Residents", 3),) * (version + 1))
        with CaptureQueriesContext(connection) as asked:
            assert CharterPage.of(dialogue, today=TODAY).seats
        costs.append(len(asked))
    assert costs == [3, 3]
