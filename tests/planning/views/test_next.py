"""The home page: for everyone who is signed in, whatever they may do."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory
from tests.factories.planning import started_plan
from tests.planning.views.conftest import signed_in

pytestmark = pytest.mark.django_db
HOME = reverse("planning:next")


def test_the_signed_out_are_sent_to_sign_in():
    assert Client().get(HOME).headers["Location"].startswith(reverse("accounts:sign-in"))


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (lambda: MembershipFactory(roles=[Role.LIAISON]).user, "Open your first dialogue"),
        (lambda: MembershipFactory(roles=[Role.FACILITATOR]).user, "Someone needs to seat you"),
        (lambda: MembershipFactory(roles=[Role.ADMINISTRATOR]).user, "Invite the people of your agency"),
        (lambda: MembershipFactory(roles=[Role.RECORDS_OFFICER]).user, "You read your agency’s record"),
        (lambda: ReviewMembershipFactory().user, "You read the history"),
    ],
)
def test_an_empty_home_says_what_to_do(person, said):
    assert said in signed_in(person()).get(HOME).content.decode()


@pytest.mark.parametrize("works_here", [True, False])
def test_a_reviewer_is_not_asked_what_brings_them_here_unless_they_work_in_an_agency(works_here):
    user = ReviewMembershipFactory().user
    if works_here:
        MembershipFactory(user=user, roles=[Role.LIAISON])
    assert ("What brings you here?" in signed_in(user).get(HOME).content.decode()) is works_here


def test_the_first_thing_has_the_one_main_button(session, liaison):
    started_plan(session.dialogue)
    page = liaison.get(HOME).content.decode()
    assert page.count('class="usa-button"') == 1
    assert session.title in page


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_for_one_session_and_for_three(
    session, liaison, count, django_assert_num_queries
):
    started_plan(session.dialogue)
    for _ in range(count - 1):
        type(session).objects.create(
            dialogue=session.dialogue,
            title="More",
            starts_at=session.starts_at,
            minutes=60,
            time_zone=session.time_zone,
        )
    liaison.get(HOME)
    with django_assert_num_queries(14):
        liaison.get(HOME)
