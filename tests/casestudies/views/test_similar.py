"""Similar cases: a panel for the plan page, a whole page for whoever comes without a script."""

import pytest
from django.urls import reverse

from dialogues.choices import IncidentKind, Seat
from planning.services import plans
from tests.dialogues.views.conftest import questions, signed_in
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.dialogues import DialogueFactory, IncidentFactory, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    return DialogueFactory(phase="post_incident")


@pytest.fixture
def address(dialogue):
    return reverse("casestudies:similar", args=[dialogue.pk])


@pytest.mark.parametrize("seat", Seat)
def test_everyone_with_a_seat_reads_it(dialogue, address, seat):
    page = signed_in(seated(dialogue, seat)).get(address).content.decode()
    assert "<!doctype html>" in page
    assert page.count("Same phase") == 3


def test_htmx_gets_the_part_alone(dialogue, address):
    page = signed_in(seated(dialogue)).get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" not in page
    assert page.count("Same phase") == 3


def test_for_others_it_does_not_exist(address):
    assert signed_in(UserFactory()).get(address).status_code == 404


def test_the_plan_page_asks_for_it_and_links_to_it(dialogue, address):
    person = seated(dialogue)
    plans.start(by=person, dialogue=dialogue)
    page = signed_in(person).get(reverse("planning:plan-show", args=[dialogue.pk])).content.decode()
    assert f'hx-get="{address}"' in page
    assert f'href="{address}"' in page


def test_its_cost_is_fixed(dialogue, address):
    assert questions(signed_in(seated(dialogue)), address) == 9


def test_who_reads_the_incident_reads_cases_like_it():
    liaison = MembershipFactory()
    incident = IncidentFactory(agency=liaison.agency, kind=IncidentKind.DEADLY_FORCE)
    address = reverse("casestudies:similar-after", args=[incident.pk])
    browser = signed_in(liaison.user)
    page = browser.get(address).content.decode()
    assert "<!doctype html>" in page
    assert page.count("Same phase; also after use of deadly force") == 2
    assert "after a death" not in page
    assert "<html" not in browser.get(address, headers={"hx-request": "true"}).content.decode()
    assert signed_in(UserFactory()).get(address).status_code == 404


def test_the_playbook_asks_for_them_at_its_end():
    liaison = MembershipFactory()
    incident = IncidentFactory(agency=liaison.agency)
    plans.start_playbook(by=liaison.user, incident=incident)
    page = signed_in(liaison.user).get(reverse("planning:playbook-show", args=[incident.pk])).content.decode()
    address = reverse("casestudies:similar-after", args=[incident.pk])
    assert f'hx-get="{address}"' in page
    assert f'href="{address}"' in page
