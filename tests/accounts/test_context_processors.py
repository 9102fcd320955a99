"""What the frame of every page needs to know."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from accounts.context_processors import Frame, frame
from accounts.models import User
from accounts.roles import Role
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen_by(rf: RequestFactory) -> Callable[..., Frame]:
    def look(user: User) -> Frame:
        request = rf.get("/")
        request.user = user
        return frame(request)["frame"]

    return look


def everything(seen: Frame) -> list[object]:
    return [
        seen.signed_in,
        seen.name,
        seen.agencies,
        seen.may_open_incident,
        seen.is_reviewer,
        seen.help_email,
    ]


def test_asks_nothing_until_it_is_read_and_then_two_questions(
    seen_by: Callable[..., Frame], django_assert_num_queries: Callable[..., object]
) -> None:
    person = MembershipFactory(roles=[Role.LIAISON]).user
    for _ in range(2):
        MembershipFactory(user=person)
        ReviewMembershipFactory(user=person)
    with django_assert_num_queries(0):
        seen = seen_by(person)
    with django_assert_num_queries(2):
        assert everything(seen) == everything(seen)
    assert len(seen.agencies) == 5


@pytest.mark.parametrize(
    ("roles", "may_open"),
    [
        ([Role.LIAISON], True),
        ([Role.ADMINISTRATOR, Role.LIAISON], True),
        ([Role.ADMINISTRATOR, Role.FACILITATOR, Role.CO_PLANNER, Role.RECORDS_OFFICER], False),
    ],
)
def test_something_happened_is_for_liaisons(
    seen_by: Callable[..., Frame], roles: list[Role], may_open: bool
) -> None:
    assert seen_by(MembershipFactory(roles=roles).user).may_open_incident is may_open


def test_reviewers_are_known(seen_by: Callable[..., Frame], stranger: User) -> None:
    review = ReviewMembershipFactory()
    seen = seen_by(review.user)
    assert (seen.is_reviewer, seen.agencies) == (True, [review.organization.short_name])
    assert seen_by(stranger).is_reviewer is False


def test_the_signed_out_cost_nothing(
    seen_by: Callable[..., Frame], django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(0):
        assert everything(seen_by(AnonymousUser()))[:5] == [False, "", [], False, False]


def test_works_before_anyone_is_known(rf: RequestFactory) -> None:
    assert frame(rf.get("/"))["frame"].signed_in is False


def test_who_looks_after_members_and_who_reads_the_record_find_their_agency(
    seen_by: Callable[..., Frame],
) -> None:
    MembershipFactory()
    administrator = MembershipFactory(roles=[Role.ADMINISTRATOR])
    officer = MembershipFactory(roles=[Role.RECORDS_OFFICER])
    seen = [seen_by(member.user) for member in (administrator, officer)]
    assert [one.managed_agency for one in seen] == [administrator.agency_id, None]
    assert [one.read_agency for one in seen] == [None, officer.agency_id]
