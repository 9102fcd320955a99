"""An agency's own steps at their pages: who reads, who writes, two people at one step."""

import uuid

import pytest
from django.urls import reverse

from accounts.roles import Role
from planning.models import OwnStep
from tests.factories.accounts import MembershipFactory
from tests.factories.planning import OwnStepFactory, own_step_values
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("own-step-change", "own-step-retire", "own-step-put-back")


@pytest.fixture
def own():
    return OwnStepFactory()


def member(own, *roles):
    return signed_in(MembershipFactory(agency=own.agency, roles=list(roles)).user)


def address(name, own):
    more = [] if name in {"own-step-list", "own-step-write"} else [own.pk]
    return reverse(f"planning:{name}", args=[own.agency_id, *more])


def typed(**values):
    return own_step_values() | {"where": "pre_crisis:foundation", "form_key": str(uuid.uuid4())} | values


def shown(client, own):
    """The fields of the change form as the browser would send them back."""
    form = client.get(address("own-step-change", own)).context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RECORDS_OFFICER])
def test_administrators_and_records_officers_read(own, role):
    client = member(own, role)
    page = client.get(address("own-step-list", own)).content.decode()
    assert own.title in page
    assert "Only a liaison writes the agency’s own steps." in page
    assert "Write a step" not in page
    assert client.get(address("own-step-write", own)).status_code == 403


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_PLANNER])
def test_other_members_are_told_where_they_meet_them(own, role):
    response = member(own, role).get(address("own-step-list", own))
    assert response.status_code == 403
    assert "in the plans that you work on" in response.content.decode()


@pytest.mark.parametrize("name", ["own-step-list", "own-step-write", *PAGES])
def test_strangers_get_404(own, stranger, name):
    assert stranger.post(address(name, own)).status_code in {404, 405}
    assert stranger.get(address(name, own)).status_code in {404, 405}


@pytest.mark.parametrize("name", PAGES)
def test_a_step_of_another_agency_is_no_way_in(own, name):
    client, foreign = member(own, Role.LIAISON), OwnStepFactory()
    where = reverse(f"planning:{name}", args=[own.agency_id, foreign.pk])
    assert client.post(where).status_code == 404


def test_an_empty_list_says_what_to_do(own):
    client = member(own, Role.LIAISON)
    own.delete()
    page = client.get(address("own-step-list", own)).content.decode()
    assert "No own steps yet" in page
    assert page.count("Write a step") == 1


def test_writing_one(own):
    client, data = member(own, Role.LIAISON), typed()
    for _ in range(2):
        page = client.post(address("own-step-write", own), data, follow=True).content.decode()
    assert "“Call the school” is in your own steps." in page
    assert OwnStep.objects.filter(title="Call the school").count() == 1


def test_a_mistake_keeps_what_was_typed(own):
    page = member(own, Role.LIAISON).post(address("own-step-write", own), typed(number="soon"))
    assert "Write a whole number, such as 3." in page.content.decode()
    assert "The school asks every time." in page.content.decode()


def test_taking_out_and_putting_back(own):
    client = member(own, Role.LIAISON)
    page = client.post(address("own-step-retire", own), follow=True).content.decode()
    assert "Plans that have it keep it." in page
    assert "Not in new plans" in page
    page = client.post(address("own-step-put-back", own), follow=True).content.decode()
    assert "again." in page
    assert "Not in new plans" not in page


def test_changing_one(own):
    client = member(own, Role.LIAISON)
    data = shown(client, own) | {"title": "Call both schools"}
    page = client.post(address("own-step-change", own), data, follow=True).content.decode()
    assert "Running plans keep their words until someone takes these over." in page
    assert OwnStep.objects.get().title == "Call both schools"


def test_two_people_changing_one_see_both(own):
    client = member(own, Role.LIAISON)
    data = shown(client, own)
    client.post(address("own-step-change", own), data | {"title": "Theirs"})
    response = client.post(address("own-step-change", own), data | {"title": "Mine", "why": "Because."})
    page = response.content.decode()
    assert response.status_code == 409
    assert all(words in page for words in ("Someone else saved first", "Mine", "Theirs", "Because."))
    assert OwnStep.objects.get().title == "Theirs"


def test_a_retired_step_is_not_changed(own):
    client = member(own, Role.LIAISON)
    data = shown(client, own) | {"title": "Late"}
    client.post(address("own-step-retire", own))
    page = client.post(address("own-step-change", own), data).content.decode()
    assert "Put it back first, then change it." in page
    assert "Late" in page
