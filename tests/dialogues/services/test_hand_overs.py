import uuid

import pytest

from accounts.errors import NotAllowed
from dialogues.services import hand_overs
from records.models import AuditEvent, Message
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import IncidentFactory
from tests.factories.incidents import liaison_of, on_team

pytestmark = pytest.mark.django_db


def test_it_is_written_once_recorded_without_its_note_and_sends_nothing():
    incident, key = IncidentFactory(), uuid.uuid4()
    user = on_team(incident)
    given = [
        hand_overs.hand_over(by=user, incident=incident, to_name="Demo desk", note="Call back.", form_key=key)
        for _turn in range(2)
    ]
    event = AuditEvent.objects.get(kind="incident_handed_over")
    assert given[0] == given[1]
    assert (event.space, event.details, Message.objects.count()) == ("agency", {"to": "Demo desk"}, 0)


def test_refused_for_those_who_do_not_work_on_it():
    incident = IncidentFactory()
    with pytest.raises(NotAllowed):
        hand_overs.hand_over(by=MembershipFactory().user, incident=incident, to_name="Demo desk")
    assert hand_overs.hand_over(by=liaison_of(incident), incident=incident, to_name="Demo desk").pk
