"""What brings you here, and how ready the agency is."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from planning import content
from planning.models import Plan
from planning.services import plans
from tests.factories.accounts import MembershipFactory
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db


def readiness(member):
    return reverse("planning:readiness-show", args=[member.agency_id])


@pytest.mark.parametrize("roles", [[Role.LIAISON], [Role.FACILITATOR], [Role.RECORDS_OFFICER]])
def test_three_ways_on_for_everyone(roles):
    page = signed_in(MembershipFactory(roles=roles).user).get(reverse("planning:begin")).content.decode()
    for title in ("Nothing has happened yet", "Something happened", "We already meet regularly"):
        assert title in page
    assert (reverse("planning:incident-open") in page) == (Role.LIAISON in roles)


def test_an_administrator_without_a_liaison_is_shown_the_members():
    member = MembershipFactory(roles=[Role.ADMINISTRATOR])
    page = signed_in(member.user).get(reverse("planning:begin")).content.decode()
    assert "Call one of them" not in page
    assert "You are the administrator: make somebody a liaison" in page
    assert reverse("accounts:member-list", args=[member.agency_id]) in page


def test_before_it_begins_the_page_says_what_it_asks():
    member = MembershipFactory(roles=[Role.LIAISON])
    page = signed_in(member.user).get(readiness(member)).content.decode()
    assert all(step.title in page for step in content.guidance("pre_crisis").steps)


def test_begun_twice_it_stands_once():
    member = MembershipFactory(roles=[Role.LIAISON])
    browser, where = signed_in(member.user), reverse("planning:readiness-start", args=[member.agency_id])
    pages = [browser.post(where, follow=True).content.decode() for _ in range(2)]
    assert "Your readiness plan has begun." in pages[0]
    assert Plan.objects.count() == 1
    assert "The next two actions" in pages[1]


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ([Role.ADMINISTRATOR], 200),
        ([Role.RECORDS_OFFICER], 200),
        ([Role.FACILITATOR], 403),
        ([Role.CO_PLANNER], 403),
    ],
)
def test_who_reads_readiness(roles, status):
    member = MembershipFactory(roles=[Role.LIAISON])
    plans.start_readiness(by=member.user, agency=member.agency)
    reader = MembershipFactory(agency=member.agency, roles=roles)
    assert signed_in(reader.user).get(readiness(member)).status_code == status


def test_another_agency_does_not_exist():
    member, stranger = MembershipFactory(roles=[Role.LIAISON]), MembershipFactory(roles=[Role.LIAISON])
    assert signed_in(stranger.user).get(readiness(member)).status_code == 404
