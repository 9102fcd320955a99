"""An agency and the liaison who keeps its registers."""

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import member


@pytest.fixture
def agency(db: None) -> Agency:
    return AgencyFactory()


@pytest.fixture
def liaison(agency: Agency) -> User:
    return member(agency)


@pytest.fixture
def browser(liaison: User) -> Client:
    """The liaison at their browser."""
    client = Client()
    client.force_login(liaison)
    return client


@pytest.fixture
def officer(agency: Agency) -> Client:
    """A records officer, who reads and changes nothing."""
    client = Client()
    client.force_login(member(agency, Role.RECORDS_OFFICER))
    return client
