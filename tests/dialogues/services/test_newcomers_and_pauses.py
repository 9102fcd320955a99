"""A dialogue that joins the others while an incident pauses them waits with them."""

import pytest
from django.utils import timezone

from dialogues.choices import Phase
from dialogues.models import Dialogue, ReminderPause
from dialogues.services import dialogues, incidents, reminder_pauses
from records.models import AuditEvent
from tests.factories.dialogues import ClosedDialogueFactory, DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import liaison_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pausing():
    """An incident that pauses one other dialogue."""
    incident = IncidentFactory()
    DialogueFactory(agency=incident.agency)
    reminder_pauses.pause_others(by=liaison_of(incident), incident=incident, now=timezone.now())
    return incident


def opened(pausing, **values):
    asked = {"title": "Demo", "phase": Phase.SUSTAINED, "purpose": "Hear each other."}
    return dialogues.open_new(by=liaison_of(pausing), agency=pausing.agency, **(asked | values))


def running(dialogue):
    return [pause.incident for pause in ReminderPause.objects.running().filter(dialogue=dialogue)]


def test_opened_meanwhile_it_waits_and_says_why(pausing):
    dialogue = opened(pausing)
    assert running(dialogue) == [pausing]
    event = AuditEvent.objects.get(kind="dialogue_reminders_paused_too")
    assert (event.dialogue_id, "as those of the agency’s other dialogues" in event.sentence) == (
        dialogue.pk,
        True,
    )


def test_about_the_incident_it_does_not_wait_for_it(pausing):
    assert running(opened(pausing, incident=pausing)) == []


def test_opened_again_meanwhile_it_waits(pausing):
    dialogue = ClosedDialogueFactory(agency=pausing.agency)
    dialogues.reopen(by=seated(dialogue), dialogue=dialogue)
    assert running(dialogue) == [pausing]


def test_freed_of_the_incident_it_waits_for_it(pausing):
    dialogue = DialogueFactory(agency=pausing.agency, incident=pausing)
    dialogues.change(by=seated(dialogue), dialogue=dialogue, version=1, changes={"incident": None})
    assert running(dialogue) == [pausing]


def test_what_was_decided_for_a_dialogue_stays(pausing):
    dialogue = ReminderPause.objects.get().dialogue
    own = seated(dialogue)
    DialogueFactory(agency=pausing.agency)
    reminder_pauses.resume_dialogue(by=own, dialogue=dialogue)
    reminder_pauses.pause_like_others(by=own, dialogue=dialogue, incidents=[pausing])
    assert running(dialogue) == []


@pytest.mark.parametrize("end", ["resume", "withdraw", "other agency"])
def test_nothing_waits_when_nothing_pauses_any_more(pausing, end):
    liaison, where = liaison_of(pausing), pausing
    if end == "resume":
        reminder_pauses.resume(by=liaison, incident=pausing)
    elif end == "withdraw":
        incidents.withdraw(by=liaison, incident=pausing, reason="Opened twice")
    else:
        where = IncidentFactory()
    assert running(opened(where)) == []
    assert Dialogue.objects.count() == 2
