"""Each fact that the program sees of an agency's registers holds once its rows are there, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from planning.evidence.agencies import facts_of_agency
from readiness.choices import MAP_CATEGORIES
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import (
    CallFactory,
    CallTreeTestFactory,
    CategoryGapFactory,
    ExerciseFactory,
    NeutralFactory,
    OrganizationFactory,
    PoolFacilitatorFactory,
    StatementFactory,
    TrainingFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATELY, LONG_AGO = TODAY - timedelta(days=30), TODAY - timedelta(days=400)


def fill_map(agency):
    first, *others = [category.value for category in MAP_CATEGORIES]
    OrganizationFactory(agency=agency, category=first)
    for category in others:
        CategoryGapFactory(agency=agency, category=category)


def list_neutrals(agency):
    NeutralFactory(agency=agency, agreed_on=LATELY)
    NeutralFactory(agency=agency, agreed_on=None)


def train(agency, day=LATELY):
    TrainingFactory(facilitator=PoolFacilitatorFactory(agency=agency), trained_on=day)


def try_calls(agency, day=LATELY):
    for position in range(3):
        CallFactory(agency=agency, position=position + 1)
    CallTreeTestFactory(agency=agency, held_on=day)


MAKES = {
    "map_whole": fill_map,
    "neutrals_agreed": list_neutrals,
    "facilitators_trained": train,
    "calls_tested": try_calls,
    "statement_approved": lambda agency: StatementFactory(
        agency=agency, approved_on=LATELY, approver="Chief"
    ),
    "messenger_named": lambda agency: OrganizationFactory(agency=agency, is_messenger=True),
    "exercise_held": lambda agency: ExerciseFactory(agency=agency, held_on=LATELY),
}


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.mark.parametrize("key", MAKES)
def test_a_fact_holds_once_its_rows_are_there(agency, key):
    assert facts_of_agency(agency, today=TODAY)[key] is False
    MAKES[key](agency)
    assert facts_of_agency(agency, today=TODAY)[key] is True


def test_registers_of_another_agency_show_nothing(agency):
    other = AgencyFactory()
    for make in MAKES.values():
        make(other)
    assert set(facts_of_agency(agency, today=TODAY).values()) == {False}


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("facilitators_trained", train),
        ("calls_tested", try_calls),
        ("exercise_held", lambda agency, day: ExerciseFactory(agency=agency, held_on=day)),
    ],
)
def test_what_is_older_than_a_year_shows_nothing(agency, key, make):
    make(agency, LONG_AGO)
    assert not facts_of_agency(agency, today=TODAY)[key]


def test_a_map_of_explanations_alone_is_not_whole(agency):
    for category in MAP_CATEGORIES:
        CategoryGapFactory(agency=agency, category=category.value)
    assert not facts_of_agency(agency, today=TODAY)["map_whole"]


def test_all_facts_cost_one_query(agency, django_assert_num_queries):
    with django_assert_num_queries(1):
        facts_of_agency(agency, today=TODAY)
