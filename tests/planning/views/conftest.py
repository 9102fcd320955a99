"""People at their browsers, and the agenda of one session with the items A, B and C."""

import pytest
from django.test import Client

from accounts.models import User
from dialogues.choices import Seat
from dialogues.models import Session
from planning.models import Agenda
from tests.factories.accounts import UserFactory
from tests.factories.dialogues import SessionFactory, seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def session() -> Session:
    return SessionFactory()


@pytest.fixture
def agenda(session: Session) -> Agenda:
    agenda = AgendaFactory(session=session)
    for position, title in enumerate("ABC", start=1):
        AgendaBlockFactory(agenda=agenda, title=title, position=position)
    return agenda


@pytest.fixture
def liaison(session: Session) -> Client:
    return signed_in(seated(session.dialogue))


@pytest.fixture
def facilitator(session: Session) -> Client:
    return signed_in(seated(session.dialogue, Seat.FACILITATOR))


@pytest.fixture
def neutral(session: Session) -> Client:
    return signed_in(seated(session.dialogue, Seat.NEUTRAL))


@pytest.fixture
def stranger() -> Client:
    return signed_in(UserFactory())
