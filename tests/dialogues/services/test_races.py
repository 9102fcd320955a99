"""Two people, or one impatient one, at the same moment. Real transactions, real row locks."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from dialogues.choices import Phase, Seat
from dialogues.errors import (
    ChangedMeanwhile,
    FactReplaced,
    IncidentHasDialogue,
    IncidentWithdrawn,
    LastLiaison,
)
from dialogues.models import Dialogue, Incident, ReminderPause
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


@pytest.mark.parametrize("round_", range(4))
def test_linking_an_incident_and_withdrawing_it_do_not_wait_in_a_circle(round_):
    """The incident’s row is taken first by everyone; the withdrawal lets this dialogue’s reminders go."""
    pause = ReminderPauseFactory()
    incident, dialogue = pause.incident, pause.dialogue
    liaison = seated(dialogue)
    results = at_once(
        lambda: incidents.withdraw(by=liaison, incident=incident, reason="Opened twice"),
        lambda: dialogues.change(by=liaison, dialogue=dialogue, version=1, changes={"incident": incident}),
    )
    assert {IncidentHasDialogue, IncidentWithdrawn}.intersection(map(_kind, results))


def test_a_dialogue_waits_for_a_withdrawal_before_it_is_held_itself():
    """The order of the locks itself: while an incident is held, a change that links it holds no dialogue yet."""
    pause = ReminderPauseFactory()
    incident, dialogue = pause.incident, pause.dialogue
    liaison = seated(dialogue)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Incident.objects.select_for_update().get(pk=incident.pk)
        linking = pool.submit(_link_in_a_thread, liaison, dialogue, incident)
        with pytest.raises(TimeoutError):
            linking.result(timeout=0.5)
        Dialogue.objects.select_for_update(nowait=True).get(pk=dialogue.pk)
    assert linking.result(timeout=10).incident == incident


def test_an_incident_and_a_dialogue_opened_at_once_do_not_miss_each_other():
    """Whichever comes second sees the first. Another dialogue makes sure that the incident pauses at all."""
    other = DialogueFactory()
    liaison = seated(other)
    about = {"title": "Demo", "kind": "protest", "known_at": other.opened_at, "time_zone": "America/Chicago"}
    asked = {"title": "New (demo)", "phase": Phase.SUSTAINED, "purpose": "Listen."}
    at_once(
        lambda: incidents.open_new(by=liaison, agency=other.agency, **about),
        lambda: dialogues.open_new(by=liaison, agency=other.agency, **asked),
    )
    assert ReminderPause.objects.running().count() == Dialogue.objects.count() == 2


def _link_in_a_thread(by, dialogue, incident):
    try:
        return dialogues.change(by=by, dialogue=dialogue, version=1, changes={"incident": incident})
    finally:
        connection.close()


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
