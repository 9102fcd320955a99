from datetime import timedelta

import pytest

from readiness.summaries.calls import CallTree
from tests.factories.readiness import TODAY, CallFactory, CallTreeTestFactory

pytestmark = pytest.mark.django_db


def test_the_tree_stands_in_its_order(agency, django_assert_num_queries):
    for name, position in (("B", 2), ("A", 1), ("C", 3)):
        CallFactory(agency=agency, name=name, position=position)
    CallFactory(agency=agency, was_removed=True)
    CallFactory()
    with django_assert_num_queries(2):
        tree = CallTree.of(agency, today=TODAY)
    assert [row.name for row in tree.entries] == ["A", "B", "C"]


@pytest.mark.parametrize(("days", "is_due"), [(None, True), (364, False), (365, True)])
def test_the_tree_is_tested_once_a_year(agency, days, is_due):
    CallTreeTestFactory(agency=agency, was_removed=True)
    if days:
        CallTreeTestFactory(agency=agency, held_on=TODAY - timedelta(days=days), called=3, not_reached=["B"])
    tree = CallTree.of(agency, today=TODAY)
    assert tree.is_test_due == is_due
    assert (tree.last_test.reached if tree.last_test else None) == (2 if days else None)
