"""A reviewer whose organization watches one agency, and a dialogue there."""

import pytest
from django.test import Client

from accounts.models import Agency, User
from dialogues.models import Dialogue
from tests.dialogues.views.conftest import signed_in
from tests.factories.accounts import AgencyFactory, ReviewMembershipFactory, ReviewOrganizationFactory
from tests.factories.dialogues import DialogueFactory


@pytest.fixture
def agency() -> Agency:
    return AgencyFactory(name="Demo Watched Police", state="MN", time_zone="America/Chicago")


@pytest.fixture
def reviewer(agency: Agency) -> User:
    organization = ReviewOrganizationFactory(agencies=[agency])
    return ReviewMembershipFactory(organization=organization).user


@pytest.fixture
def browser_of_reviewer(reviewer: User) -> Client:
    return signed_in(reviewer)


@pytest.fixture
def dialogue(agency: Agency) -> Dialogue:
    return DialogueFactory(agency=agency, title="Demo North Side")
