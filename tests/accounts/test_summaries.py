"""Page-sized reads of the accounts room."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import Agency, User
from accounts.roles import Role
from accounts.summaries import AccountPage, AgencyPage, MemberPage, role_words
from tests.factories.accounts import MemberInvitationFactory, MembershipFactory, ReviewOrganizationFactory

pytestmark = pytest.mark.django_db


def test_the_member_page_asks_two_questions(
    agency: Agency, django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(3):
        MembershipFactory(agency=agency)
        MemberInvitationFactory(agency=agency)
    with django_assert_num_queries(2):
        page = MemberPage.of(agency, now=timezone.now())
        assert all(row.membership.user.full_name for row in page.members)
        assert all(row.invitation.place == agency for row in page.invitations)
    assert (len(page.members), len(page.invitations), page.next_after, page.next_before) == (3, 3, "", "")


def test_invitations_go_on_before_the_last_one(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accounts.summaries.INVITATIONS_ON_A_PAGE", 2)
    rows = [MemberInvitationFactory(agency=agency) for _ in range(3)]
    first = MemberPage.of(agency, now=timezone.now())
    assert [row.invitation for row in first.invitations] == rows[:0:-1]
    second = MemberPage.of(agency, now=timezone.now(), before=int(first.next_before))
    assert [row.invitation for row in second.invitations] == rows[:1]


def test_the_agency_page_names_administrators_and_reviewers(
    agency: Agency, administrator: User, liaison: User
) -> None:
    reviewer = ReviewOrganizationFactory(agencies=[agency])
    page = AgencyPage.of(agency)
    assert (page.administrators, page.reviewers) == (["Dana Demo"], [reviewer])


def test_the_account_page_knows_what_is_managed(administrator: User) -> None:
    MembershipFactory(user=administrator, roles=[Role.LIAISON], agency__name="Zeta (demo)")
    assert [place.is_administrator for place in AccountPage.of(administrator).places] == [True, False]


def test_roles_are_read_in_one_order() -> None:
    words = role_words([Role.RECORDS_OFFICER, Role.ADMINISTRATOR])
    assert [role.name for role in words] == ["Agency administrator", "Records officer"]
    assert all(role.description.endswith(".") for role in words)
