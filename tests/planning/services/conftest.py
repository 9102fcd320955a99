"""An agenda with the items A, B and C, and its facilitator."""

import pytest

from accounts.models import User
from dialogues.choices import Seat
from planning.models import Agenda, AgendaBlock
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory


@pytest.fixture
def agenda() -> Agenda:
    agenda = AgendaFactory()
    for position, title in enumerate("ABC", start=1):
        AgendaBlockFactory(agenda=agenda, title=title, position=position)
    return agenda


@pytest.fixture
def items(agenda: Agenda) -> dict[str, AgendaBlock]:
    return {block.title: block for block in agenda.blocks.all()}


@pytest.fixture
def facilitator(agenda: Agenda) -> User:
    return seated(agenda.session.dialogue, Seat.FACILITATOR)
