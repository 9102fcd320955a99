"""Two people, or one impatient one, at the same moment. Real transactions, real row locks."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dialogues.choices import Phase, Seat
from dialogues.errors import ChangedMeanwhile, LastLiaison
from dialogues.models import Dialogue
from dialogues.services import design_team, dialogues
from records.errors import Refusal
from tests.factories.accounts import MembershipFactory
from tests.factories.dialogues import DialogueFactory, seated

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
