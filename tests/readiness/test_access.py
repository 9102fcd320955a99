import pytest
from django.http import Http404
from django.test import RequestFactory

from accounts.errors import NotAllowed
from accounts.roles import Role
from readiness.access import (
    category_for,
    contact_for,
    entry_for,
    kept_agency_for,
    readable_agency_for,
    training_for,
)
from readiness.models import Organization
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import ContactFactory, OrganizationFactory, TrainingFactory, member


@pytest.fixture
def request_of():
    def request_of(user):
        request = RequestFactory().get("/")
        request.user = user
        return request

    return request_of


def test_strangers_find_nothing(agency, request_of):
    stranger = request_of(member(AgencyFactory()))
    for load in (readable_agency_for, kept_agency_for):
        with pytest.raises(Http404):
            load(stranger, agency.pk)


def test_members_learn_why_not(agency, request_of):
    facilitator, officer = (
        request_of(member(agency, Role.FACILITATOR)),
        request_of(member(agency, Role.RECORDS_OFFICER)),
    )
    with pytest.raises(NotAllowed):
        readable_agency_for(facilitator, agency.pk)
    assert readable_agency_for(officer, agency.pk) == agency
    with pytest.raises(NotAllowed):
        kept_agency_for(officer, agency.pk)


def test_lines_belong_to_one_agency(agency):
    mine, other = OrganizationFactory(agency=agency), OrganizationFactory()
    assert entry_for(agency, Organization, mine.pk) == mine
    with pytest.raises(Http404):
        entry_for(agency, Organization, other.pk)


def test_parts_of_lines_belong_to_them(agency):
    talk, training = ContactFactory(organization__agency=agency), TrainingFactory(facilitator__agency=agency)
    assert contact_for(agency, talk.organization_id, talk.pk) == talk
    assert training_for(agency, training.facilitator_id, training.pk) == training
    with pytest.raises(Http404):
        contact_for(agency, OrganizationFactory(agency=agency).pk, talk.pk)
    with pytest.raises(Http404):
        training_for(AgencyFactory(), training.facilitator_id, training.pk)


def test_categories_of_the_map_alone():
    assert category_for("youth") == "youth"
    with pytest.raises(Http404):
        category_for("not_said")
