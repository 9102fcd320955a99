from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.choices import Seat
from dialogues.summaries.incidents import IncidentPage, recent_incidents
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated

pytestmark = pytest.mark.django_db


def test_page_tells_elapsed_time_and_only_visible_dialogues():
    incident, now = IncidentFactory(), timezone.now()
    seen = DialogueFactory(agency=incident.agency, incident=incident)
    DialogueFactory(agency=incident.agency, incident=incident)
    page = IncidentPage.of(incident, user=seated(seen, Seat.DESIGNER), now=now + timedelta(minutes=5))
    assert (page.elapsed, page.dialogues, page.has_dialogue) == ("6 hours 5 minutes", (seen,), True)


def test_page_knows_that_there_is_a_dialogue_one_may_not_open():
    incident = IncidentFactory()
    assert not IncidentPage.of(incident, user=UserFactory(), now=timezone.now()).has_dialogue
    DialogueFactory(agency=incident.agency, incident=incident)
    page = IncidentPage.of(incident, user=UserFactory(), now=timezone.now())
    assert (page.dialogues, page.has_dialogue) == ((), True)


def test_recent_incidents_are_those_of_ones_own_agencies():
    member = MembershipFactory()
    mine = IncidentFactory.create_batch(7, agency=member.agency)
    IncidentFactory()
    assert recent_incidents(member.user) == tuple(reversed(mine[2:]))
