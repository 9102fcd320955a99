"""What tests of the accounts room share."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Agency, User
from accounts.roles import Role
from records.models import AuditEvent
from tests.factories.accounts import PASSWORD, AgencyFactory, MembershipFactory, UserFactory


@pytest.fixture
def now() -> datetime:
    """The outbox compares windows with the real clock, so tests start from it too."""
    return timezone.now()


@pytest.fixture
def agency(db: None) -> Agency:
    return AgencyFactory(name="Riverton Police Department (demo)")


@pytest.fixture
def administrator(agency: Agency) -> User:
    return MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR], user__full_name="Dana Demo").user


@pytest.fixture
def liaison(agency: Agency) -> User:
    return MembershipFactory(agency=agency, roles=[Role.LIAISON], user__full_name="Lee Demo").user


@pytest.fixture
def stranger(db: None) -> User:
    return UserFactory()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """A browser that signed in by the page, as people do, with all its cookies."""

    def with_password(user: User, client: Client | None = None) -> Client:
        client = client or Client()
        answer = client.post(reverse("accounts:sign-in"), {"email": user.email, "password": PASSWORD})
        assert answer.status_code == 302, "the sign-in page let nobody in"
        return client

    return with_password


@pytest.fixture
def kinds() -> Callable[[], list[str]]:
    """What was recorded, in order."""
    return lambda: list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
