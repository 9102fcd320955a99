import pytest

from readiness.exports.organizations import HEADER, rows_of
from tests.factories.readiness import OrganizationFactory, member

pytestmark = pytest.mark.django_db


def test_each_row_fits_the_header(agency, django_assert_num_queries):
    holder = member(agency)
    OrganizationFactory(agency=agency, category="youth", holder=holder)
    OrganizationFactory(agency=agency, category="faith", holder_office="Community unit", is_messenger=True)
    with django_assert_num_queries(1):
        rows = [dict(zip(HEADER, row, strict=True)) for row in rows_of(agency)]
    told = [{str(name): value for name, value in row.items()} for row in rows]
    assert [row["Category"] for row in told] == ["Faith leaders", "Youth"]
    assert [row["Who holds the relationship"] for row in told] == ["Community unit", holder.full_name]
    assert [row["Trusted messenger"] for row in told] == ["Yes", "No"]
