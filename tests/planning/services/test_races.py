"""Two people at one agenda at the very same moment: both wait in one line, and nothing is lost."""

import threading

import pytest
from django.db import connection

from dialogues.choices import Seat
from dialogues.errors import ChangedMeanwhile
from planning.models import AgendaBlock, AgendaChange, AgendaRevision
from planning.services import items
from tests.factories.dialogues import seated
from tests.factories.planning import AgendaBlockFactory, AgendaFactory, item_values

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Runs each act in a thread of its own, all starting together; returns what they raised."""
    gate, raised = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait()
            act()
        except Exception as mistake:  # noqa: BLE001 - told below
            raised.append(type(mistake))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.fixture
def agenda():
    agenda = AgendaFactory()
    for position in range(1, 9):
        AgendaBlockFactory(agenda=agenda, title=f"{position}", position=position)
    return agenda


@pytest.fixture
def by(agenda):
    return seated(agenda.session.dialogue, Seat.FACILITATOR)


def test_moves_adds_and_removals_at_once_keep_every_place_once(agenda, by):
    blocks = list(agenda.blocks.all())
    raised = at_once(
        *(lambda block=block: items.move_item(by=by, block=block, to=1) for block in blocks[2:5]),
        *(
            lambda n=n: items.add_item(by=by, agenda=agenda, values=item_values(title=f"new {n}"))
            for n in (1, 2)
        ),
        lambda: items.remove_item(by=by, block=blocks[6]),
    )
    positions = agenda.blocks.kept().order_by("position").values_list("position", flat=True)
    assert (raised, list(positions)) == ([], list(range(1, 10)))


def test_of_two_saves_at_once_one_is_told(agenda, by):
    block = agenda.blocks.first()
    raised = at_once(
        *(
            lambda text=text: items.change_item(by=by, block=block, version=1, changes={"title": text})
            for text in ("first", "second")
        )
    )
    assert raised == [ChangedMeanwhile]
    refused, accepted = AgendaRevision.objects.get().content, AgendaChange.objects.get().parts[0]["after"]
    assert {refused["title"], accepted["title"]} == {"first", "second"}
    assert AgendaBlock.objects.get(pk=block.pk).title == accepted["title"]
