from datetime import timedelta

import pytest

from dialogues.choices import Category
from readiness.choices import MAP_CATEGORIES
from readiness.summaries.organizations import SHOWN, OrganizationPage, OrganizationView, StakeholderMap
from tests.factories.accounts import UserFactory
from tests.factories.readiness import (
    TODAY,
    CategoryGapFactory,
    ContactFactory,
    OrganizationFactory,
    member,
)

pytestmark = pytest.mark.django_db


def row_of(found, category):
    return next(row for group in found.groups for row in group.rows if row.category == category)


def test_an_empty_map_misses_everything(agency):
    found = StakeholderMap.of(agency)
    assert (found.covered, found.explained, found.missing) == (0, 0, len(MAP_CATEGORIES))
    assert [row.category for group in found.groups for row in group.rows] == list(MAP_CATEGORIES)


def test_filled_explained_and_missing(agency):
    OrganizationFactory.create_batch(SHOWN + 2, agency=agency, category=Category.YOUTH)
    OrganizationFactory(agency=agency, category=Category.ELDERS, was_removed=True)
    OrganizationFactory(category=Category.ELDERS)
    CategoryGapFactory(agency=agency, category=Category.MEDIA)
    CategoryGapFactory(agency=agency, category=Category.YOUTH)  # filled since: the explanation is passed over
    found = StakeholderMap.of(agency)
    youth = row_of(found, Category.YOUTH)
    assert (youth.state, youth.count, len(youth.organizations), youth.more) == (
        "covered",
        SHOWN + 2,
        SHOWN,
        2,
    )
    assert [row.name for row in youth.organizations] == sorted(row.name for row in youth.organizations)
    assert row_of(found, Category.MEDIA).state == "explained"
    assert row_of(found, Category.ELDERS).state == "missing"
    assert (found.covered, found.explained, found.missing) == (1, 1, len(MAP_CATEGORIES) - 2)


def test_the_map_costs_three_queries(agency, django_assert_num_queries):
    for category in (Category.YOUTH, Category.FAITH):
        OrganizationFactory.create_batch(7, agency=agency, category=category)
    with django_assert_num_queries(3):
        StakeholderMap.of(agency)


@pytest.fixture
def people(agency):
    """Three organizations: held and fresh, held by an office and stale, by nobody and never called."""
    holder = member(agency)
    fresh = OrganizationFactory(agency=agency, name="A", holder=holder, is_messenger=True)
    stale = OrganizationFactory(
        agency=agency, name="B", holder_office="Community unit", category=Category.FAITH
    )
    OrganizationFactory(agency=agency, name="C")
    ContactFactory(organization=fresh, spoke_on=TODAY - timedelta(days=91))
    ContactFactory(organization=stale, spoke_on=TODAY - timedelta(days=92))
    return holder


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, "ABC"),
        ({"category": "faith"}, "B"),
        ({"quiet": "yes"}, "BC"),
        ({"holder": "nobody"}, "C"),
        ({"messenger": "yes"}, "A"),
        ({"category": "faith", "messenger": "yes"}, ""),
    ],
)
def test_filters(agency, people, asked, names, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = OrganizationPage.of(agency, today=TODAY, **asked)
    assert "".join(row.name for row in found.page.entries) == names


def test_whoever_holds_them(agency, people):
    found = OrganizationPage.of(agency, today=TODAY, holder=str(people.pk))
    assert [row.name for row in found.page.entries] == ["A"]
    assert people.pk in found.members


def test_one_organization_with_its_talks(agency, django_assert_num_queries):
    club = OrganizationFactory(agency=agency, holder=UserFactory())
    for days in (400, 2, 100):
        ContactFactory(organization=club, spoke_on=TODAY - timedelta(days=days))
    ContactFactory(organization=club, removed_at=club.added_at)
    with django_assert_num_queries(2):
        view = OrganizationView.of(club, today=TODAY)
    assert [(TODAY - talk.spoke_on).days for talk in view.talks] == [2, 100, 400]
    assert (view.last_contact_on, view.is_quiet) == (TODAY - timedelta(days=2), False)
    assert view.has_holder_left


def test_nobody_ever_called(agency):
    view = OrganizationView.of(OrganizationFactory(agency=agency), today=TODAY)
    assert (view.last_contact_on, view.is_quiet, view.has_holder_left) == (None, True, False)
