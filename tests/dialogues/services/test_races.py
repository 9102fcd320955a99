"""Two people, or one impatient one, at the same moment. Real transactions, real row locks."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dialogues.choices import Phase, Seat
from dialogues.errors import (
    ChangedMeanwhile,
    FactReplaced,
    IncidentHasDialogue,
    IncidentWithdrawn,
    LastLiaison,
)
from dialogues.models import Dialogue
from dialogues.services import design_team, dialogues, facts, incidents, reminder_pauses
from dialogues.services.facts import Saying
from records.errors import Refusal
from records.models import AuditEvent
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated
from tests.factories.incidents import FactFactory, ReminderPauseFactory, liaison_of, on_team

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Each deed in a connection of its own, all starting together; what it gave back or was refused with."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return deed()
        except Refusal as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_of_two_liaisons_leaving_at_once_one_stays():
    dialogue = DialogueFactory()
    people = [seated(dialogue), seated(dialogue)]
    members = [dialogue.design_team.get(user=person) for person in people]
    results = at_once(
        *(
            lambda by=person, member=member: design_team.leave(by=by, member=member)
            for person, member in zip(people, members, strict=True)
        )
    )
    assert results.count(LastLiaison) == 1
    assert dialogue.design_team.current().liaisons().count() == 1


def test_one_form_sent_twice_at_once_opens_one_dialogue():
    member, key = MembershipFactory(), uuid.uuid4()

    def send() -> Dialogue:
        return dialogues.open_new(
            by=member.user,
            agency=member.agency,
            title="Riverton circles (demo)",
            phase=Phase.SUSTAINED,
            purpose="Hear each other.",
            form_key=key,
        )

    first, second = at_once(send, send)
    assert first == second
    assert (Dialogue.objects.count(), first.design_team.count()) == (1, 1)


def test_of_two_changes_at_once_one_is_told():
    dialogue = DialogueFactory()
    people = [seated(dialogue), seated(dialogue, Seat.DESIGNER)]
    results = at_once(
        *(
            lambda by=person: dialogues.change(
                by=by, dialogue=dialogue, version=1, changes={"title": f"Title of {by.pk}"}
            )
            for person in people
        )
    )
    assert results.count(ChangedMeanwhile) == 1
    assert Dialogue.objects.get().version == 2


def test_a_dialogue_about_it_or_its_withdrawal_but_never_both():
    incident = IncidentFactory()
    liaison = MembershipFactory(agency=incident.agency).user
    asked = {"title": "After (demo)", "phase": Phase.POST_INCIDENT, "purpose": "Listen."}
    results = at_once(
        lambda: incidents.withdraw(by=liaison, incident=incident, reason="Opened twice"),
        lambda: dialogues.open_new(by=liaison, agency=incident.agency, incident=incident, **asked),
    )
    assert {IncidentHasDialogue, IncidentWithdrawn}.intersection(map(_kind, results))
    incident.refresh_from_db()
    assert incident.is_withdrawn != incident.dialogues.exists()


def test_two_who_resume_at_once_count_what_was_not_sent_once():
    pause = ReminderPauseFactory()
    liaison, own = liaison_of(pause.incident), seated(pause.dialogue)
    results = at_once(
        lambda: reminder_pauses.resume(by=liaison, incident=pause.incident),
        lambda: reminder_pauses.resume_dialogue(by=own, dialogue=pause.dialogue),
    )
    assert sorted(result.freed for result in results) == [0, 1]
    assert AuditEvent.objects.filter(kind="dialogue_reminders_go_on").count() == 1


def test_of_two_who_change_one_fact_at_once_one_line_stands():
    fact = FactFactory()
    people = [liaison_of(fact.incident), on_team(fact.incident)]
    results = at_once(
        *(
            lambda by=person: facts.replace(
                by=by,
                fact=fact,
                saying=Saying(standing="known", text=f"Line of {by.pk}", as_of_at=fact.as_of_at),
            )
            for person in people
        )
    )
    assert results.count(FactReplaced) == 1
    assert fact.incident.facts.current().count() == 1


def _kind(result: object) -> object:
    return result if isinstance(result, type) else None
