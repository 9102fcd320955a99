"""A closed dialogue asks for nothing but what was promised; a paused one says truly since when and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dialogues.choices import CommitmentStatus
from dialogues.models import ReminderPause
from tests.dialogues.views.conftest import signed_in
from tests.factories.commitments import CommitmentFactory
from tests.factories.dialogues import (
    ClosedDialogueFactory,
    DesignTeamMemberFactory,
    DialogueFactory,
    IncidentFactory,
    seated,
)
from tests.factories.incidents import liaison_of

pytestmark = pytest.mark.django_db


def page_of(dialogue, person):
    address = reverse("dialogues:dialogue-show", args=[dialogue.pk])
    return " ".join(signed_in(person).get(address).content.decode().split())


def paused(dialogue, incident, at):
    return ReminderPause.objects.create(
        dialogue=dialogue, incident=incident, paused_at=at, paused_by=incident.opened_by
    )


def test_nothing_is_asked_for_when_it_is_closed():
    dialogue = ClosedDialogueFactory()
    person = seated(dialogue)
    paused(dialogue, IncidentFactory(agency=dialogue.agency), timezone.now())
    page = page_of(dialogue, person)
    for words in ("Reminders of this dialogue are paused", "Next steps", "Next session", "Resume reminders"):
        assert words not in page
    assert reverse("planning:next-steps-panel", args=[dialogue.pk]) not in page
    assert "No promise is open." in page
    assert reverse("casestudies:dialogue-case", args=[dialogue.pk]) in page


def test_open_promises_of_a_closed_dialogue_stand_where_the_next_steps_stood():
    dialogue = ClosedDialogueFactory()
    person = seated(dialogue)
    for status in (CommitmentStatus.BEHIND, CommitmentStatus.DONE):
        CommitmentFactory(dialogue=dialogue, text=f"Demo promise, {status}", status=status)
    CommitmentFactory(text="Demo promise of others")
    page = page_of(dialogue, person)
    assert f"Demo promise, {CommitmentStatus.BEHIND}" in page
    assert f"Demo promise, {CommitmentStatus.DONE}" not in page
    assert "Demo promise of others" not in page
    paused(dialogue, IncidentFactory(agency=dialogue.agency), timezone.now())
    assert "Resume reminders" in page_of(dialogue, person)


def test_a_dialogue_opened_while_an_incident_stands_is_paused_from_the_start():
    incident = IncidentFactory(opened_at=timezone.now() - timedelta(days=9))
    liaison = liaison_of(incident)
    dialogue = DialogueFactory(agency=incident.agency, opened_at=timezone.now())
    DesignTeamMemberFactory(dialogue=dialogue, user=liaison)
    paused(dialogue, incident, dialogue.opened_at)
    page = page_of(dialogue, liaison)
    assert "Paused from the start, because this incident was open already:" in page
    assert "opened an incident" not in page


def test_a_dialogue_opened_again_says_since_when_and_one_before_the_incident_by_whom():
    incident = IncidentFactory(opened_at=timezone.now() - timedelta(days=9))
    liaison = liaison_of(incident)
    again = DialogueFactory(agency=incident.agency, opened_at=timezone.now() - timedelta(days=30))
    DesignTeamMemberFactory(dialogue=again, user=liaison)
    pause = paused(again, incident, timezone.now())
    assert "because this incident is still open" in page_of(again, liaison)
    ReminderPause.objects.filter(pk=pause.pk).update(paused_at=incident.opened_at)
    assert f"when {incident.opened_by.full_name} opened an incident" in page_of(again, liaison)
