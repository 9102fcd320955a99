"""Two people at one register at the very same moment: both wait in one line, and nothing is lost or doubled."""

import threading
import uuid

import pytest
from django.db import connection

from dialogues.choices import Category
from readiness.errors import GapExplained
from readiness.models import CallTreeEntry, CategoryGap, Contact, NeutralProvider
from readiness.services import calls, entries, organizations
from tests.factories.accounts import AgencyFactory
from tests.factories.readiness import TODAY, CallFactory, OrganizationFactory, member

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
def here():
    return AgencyFactory()


@pytest.fixture
def by(here):
    return member(here)


def test_one_form_sent_twice_at_once_writes_one_line(here, by):
    options = {"by": by, "agency": here, "model": NeutralProvider, "form_key": uuid.uuid4()}
    values = {"name": "Demo Center", "kind": "other", "day_contact": "555-0100"}
    assert at_once(*[lambda: entries.add(values=values, **options)] * 3) == []
    assert NeutralProvider.objects.count() == 1


def test_of_two_explanations_at_once_one_is_told(here, by):
    said = {"category": Category.MEDIA, "explanation": "None", "told_by": "Demo Clerk", "told_on": TODAY}
    raised = at_once(*[lambda: entries.add(by=by, agency=here, model=CategoryGap, values=said)] * 2)
    assert (raised, CategoryGap.objects.count()) == ([GapExplained], 1)


def test_two_taps_at_once_note_one_talk(here, by):
    club = OrganizationFactory(agency=here)
    options = {"by": by, "organization": club, "spoke_on": TODAY, "today": TODAY}
    assert at_once(*[lambda: organizations.note_contact(**options)] * 3) == []
    assert Contact.objects.count() == 1


def test_the_call_tree_keeps_every_place_once(here, by):
    rows = [CallFactory(agency=here, position=place) for place in range(1, 6)]
    gone = CallFactory(agency=here, was_removed=True)
    values = {"name": "Demo Office", "part": "chief", "phone": "555-0100"}
    raised = at_once(
        *(lambda row=row: calls.move(by=by, entry=row, places=-1) for row in rows[1:4]),
        lambda: entries.add(by=by, agency=here, model=CallTreeEntry, values=values),
        lambda: entries.put_back(by=by, entry=gone),
        lambda: entries.remove(by=by, entry=rows[4]),
    )
    places = CallTreeEntry.objects.of(here).kept().values_list("position", flat=True)
    assert raised == []
    assert len(places) == len(set(places)) == 6
