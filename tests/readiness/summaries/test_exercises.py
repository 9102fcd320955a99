from datetime import timedelta

import pytest

from readiness.summaries.exercises import ExercisePage, ExerciseRow
from tests.factories.readiness import TODAY, ExerciseFactory

pytestmark = pytest.mark.django_db


def test_numbers_stand_in_the_order_of_the_categories(agency):
    row = ExerciseRow.of(ExerciseFactory(agency=agency, counts={"patrol": 2, "youth": 3}))
    assert (row.counts, row.people) == ((("Youth", 3), ("Patrol officers", 2)), 5)


@pytest.mark.parametrize(
    ("held", "following", "is_due"), [(10, 5, False), (10, 0, True), (10, None, False), (365, None, True)]
)
def test_the_next_one_falls_due(agency, held, following, is_due):
    next_on = None if following is None else TODAY + timedelta(days=following)
    ExerciseFactory(agency=agency, held_on=TODAY - timedelta(days=held), next_on=next_on)
    assert ExercisePage.of(agency, today=TODAY).is_due == is_due


def test_never_rehearsed_is_due(agency):
    page = ExercisePage.of(agency, today=TODAY)
    assert (page.is_due, page.newest, page.rows) == (True, None, ())
