"""What a pause says of its own beginning."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dialogues.models import ReminderPause
from tests.factories.dialogues import DialogueFactory, IncidentFactory

NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("incident_opened", "dialogue_opened", "paused", "began"),
    [
        (NOW, NOW - DAY, NOW, "incident"),
        (NOW - DAY, NOW, NOW + timedelta(milliseconds=40), "dialogue"),
        (NOW - DAY, NOW - 2 * DAY, NOW, "later"),
        (NOW - 2 * DAY, NOW - DAY, NOW, "later"),
    ],
)
def test_it_knows_what_it_began_with(incident_opened, dialogue_opened, paused, began):
    incident = IncidentFactory(opened_at=incident_opened)
    dialogue = DialogueFactory(agency=incident.agency, opened_at=dialogue_opened)
    assert ReminderPause(incident=incident, dialogue=dialogue, paused_at=paused).began == began
