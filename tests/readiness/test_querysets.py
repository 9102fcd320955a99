from datetime import timedelta

import pytest

from readiness.models import HoldingStatement, Organization
from tests.factories.readiness import TODAY, ContactFactory, OrganizationFactory, StatementFactory

pytestmark = pytest.mark.django_db


def test_quiet_is_not_spoken_with_since_a_day_or_never():
    fresh, stale, never = OrganizationFactory.create_batch(3)
    ContactFactory(organization=fresh, spoke_on=TODAY)
    ContactFactory(organization=fresh, spoke_on=TODAY - timedelta(days=200))
    ContactFactory(organization=stale, spoke_on=TODAY - timedelta(days=1))
    ContactFactory(organization=never, spoke_on=TODAY, removed_at=never.added_at)
    assert set(Organization.objects.with_last_contact().quiet_since(TODAY)) == {stale, never}


def test_held_by_nobody_is_neither_person_nor_office():
    person, office, nobody = OrganizationFactory.create_batch(3)
    Organization.objects.filter(pk=person.pk).update(holder=person.added_by)
    Organization.objects.filter(pk=office.pk).update(holder_office="Community unit")
    assert Organization.objects.held_by_nobody().get() == nobody


def test_statements_for_one_kind_and_for_any():
    StatementFactory(name="Any")
    StatementFactory(name="Force", incident_kind="deadly_force", approver="Chief", approved_on=TODAY)
    StatementFactory(name="Protest", incident_kind="protest")
    fitting = HoldingStatement.objects.fitting("deadly_force").in_reading_order()
    assert [row.name for row in fitting] == ["Any", "Force"]
    assert [row.name for row in fitting.approved()] == ["Force"]
