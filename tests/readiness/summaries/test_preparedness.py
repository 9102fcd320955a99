"""What rooms above learn of the registers, in a fixed number of queries."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from dialogues.choices import Category
from readiness.choices import MAP_CATEGORIES
from readiness.summaries.preparedness import PeopleToCall, Preparedness, statements_for
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import (
    TODAY,
    CallFactory,
    CallTreeTestFactory,
    CategoryGapFactory,
    ContactFactory,
    ExerciseFactory,
    NeutralFactory,
    OrganizationFactory,
    PoolFacilitatorFactory,
    StatementFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db


def ago(days):
    return TODAY - timedelta(days=days)


@pytest.fixture
def filled(agency):
    """One agency with something of everything, something removed of everything, and nothing of others."""
    club = OrganizationFactory(
        agency=agency, is_messenger=True, languages=["en", "es"], is_bridge_builder=True
    )
    OrganizationFactory(agency=agency, category=Category.FAITH, is_messenger=True, languages=["es"])
    ContactFactory(organization=club, spoke_on=ago(30))
    CategoryGapFactory(agency=agency, category=Category.MEDIA)
    CategoryGapFactory(agency=agency, category=Category.FAITH)
    NeutralFactory(
        agency=agency, name="B", agreed_on=ago(90), night_contact="555-0100", number_checked_on=ago(9)
    )
    NeutralFactory(agency=agency, name="A", conflicts_checked_on=ago(5))
    CallFactory(agency=agency, name="Second", position=2, backup="Deputy")
    CallFactory(agency=agency, name="First", position=1)
    CallTreeTestFactory(agency=agency, held_on=ago(20), not_reached=["First"])
    StatementFactory(agency=agency, name="Any", text_es="Sí")
    StatementFactory(
        agency=agency, name="Force", incident_kind="deadly_force", approver="Chief", approved_on=ago(3)
    )
    trained, late = PoolFacilitatorFactory(agency=agency), PoolFacilitatorFactory(agency=agency)
    TrainingFactory(facilitator=trained, trained_on=ago(50))
    TrainingFactory(facilitator=late, trained_on=ago(500))
    ExerciseFactory(agency=agency, held_on=ago(100), next_on=TODAY + timedelta(days=265))
    for factory in (OrganizationFactory, NeutralFactory, CallFactory, StatementFactory, ExerciseFactory):
        factory(agency=agency, was_removed=True)
    TrainingFactory(facilitator=PoolFacilitatorFactory(agency=agency, was_removed=True), trained_on=TODAY)
    return agency


def test_counts_and_dates(filled):
    found = Preparedness.of(filled, today=TODAY)
    assert found.covered == ("youth", "faith")
    assert found.explained == ("media",)
    assert len(found.missing) == len(MAP_CATEGORIES) - 3
    assert asdict(found) | {"covered": 0, "explained": 0, "missing": 0, "messengers": 0} == {
        "covered": 0, "explained": 0, "missing": 0, "messengers": 0,
        "organizations": 2, "spoken_lately": 1, "bridge_builders": 1,
        "neutrals": 2, "neutrals_agreed": 1, "neutrals_with_night_contact": 1,
        "neutrals_without_conflicts_checked": 1, "number_checked_on": ago(9),
        "call_tree": 2, "call_tree_without_backup": 1, "call_tree_tested_on": ago(20), "call_tree_not_reached": 1,
        "statements": 2, "statements_approved": 1, "statements_in_spanish": 1,
        "pool": 2, "pool_trained_lately": 1, "pool_trained_on": ago(50),
        "exercised_on": ago(100), "next_exercise_on": TODAY + timedelta(days=265),
    }  # fmt: skip
    assert found.messengers == (("en", 1), ("es", 2))


def test_nothing_kept_is_nothing_counted():
    found = Preparedness.of(AgencyFactory(), today=TODAY)
    kept = asdict(found)
    assert kept.pop("missing") == tuple(category.value for category in MAP_CATEGORIES)
    assert not any(kept.values())


def test_it_costs_the_same_however_much_is_kept(filled, django_assert_num_queries):
    for agency in (filled, AgencyFactory()):
        with django_assert_num_queries(9):
            Preparedness.of(agency, today=TODAY)


def test_whom_to_call(filled, django_assert_num_queries):
    with django_assert_num_queries(3):
        people = PeopleToCall.of(filled)
    assert [row.name for row in people.calls] == ["First", "Second"]
    assert [row.name for row in people.neutrals] == ["B", "A"]  # who agreed comes first
    assert [row.category for row in people.messengers] == ["youth", "faith"]
    assert not people.is_empty
    assert PeopleToCall.of(AgencyFactory()).is_empty


def test_statements_for_an_incident(filled, django_assert_num_queries):
    StatementFactory(agency=filled, incident_kind="protest")
    with django_assert_num_queries(1):
        found = statements_for(filled, "deadly_force")
    assert [row.name for row in found] == ["Force", "Any"]
    assert [row.name for row in statements_for(filled)] == ["Any"]
