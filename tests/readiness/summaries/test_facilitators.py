from datetime import timedelta

import pytest

from readiness.summaries.facilitators import FacilitatorPage, FacilitatorView
from tests.factories.readiness import TODAY, PoolFacilitatorFactory, TrainingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (364, False), (365, True), (None, True)])
def test_training_falls_due_after_a_year(agency, days, is_due):
    person = PoolFacilitatorFactory(agency=agency)
    if days is not None:
        TrainingFactory(facilitator=person, trained_on=TODAY - timedelta(days=days))
        TrainingFactory(facilitator=person, trained_on=TODAY - timedelta(days=900))
    (row,) = FacilitatorPage.of(agency, today=TODAY).rows
    assert row.is_due == is_due
    assert FacilitatorView.of(person, today=TODAY).row.is_due == is_due


def test_the_pool_costs_one_query(agency, django_assert_num_queries):
    first = PoolFacilitatorFactory(agency=agency)
    for _ in range(3):
        TrainingFactory(facilitator=PoolFacilitatorFactory(agency=agency, paired_with=first))
    with django_assert_num_queries(1):
        rows = FacilitatorPage.of(agency, today=TODAY).rows
        assert [row.facilitator.paired_with for row in rows] == [None, first, first, first]
