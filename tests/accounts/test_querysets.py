"""Adjectives for people and agencies."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Agency, MemberInvitation, Membership, User
from accounts.roles import Role
from tests.factories.accounts import (
    MemberInvitationFactory,
    MembershipFactory,
    ReviewMembershipFactory,
    ReviewOrganizationFactory,
    token_of,
)

pytestmark = pytest.mark.django_db


def test_agencies_of_a_member_and_agencies_that_are_watched(agency: Agency, liaison: User) -> None:
    MembershipFactory()
    assert list(Agency.objects.of_member(liaison)) == [agency]
    reviewer = ReviewMembershipFactory(organization__agencies=[agency]).user
    ReviewMembershipFactory(user=reviewer, organization=ReviewOrganizationFactory(agencies=[agency]))
    assert list(Agency.objects.watched_by(reviewer)) == [agency]
    assert not Agency.objects.watched_by(liaison).exists()


def test_memberships_by_role_and_by_who_manages_them(
    agency: Agency, administrator: User, liaison: User
) -> None:
    MembershipFactory(roles=[Role.ADMINISTRATOR])
    assert {row.user for row in agency.memberships.holding(Role.LIAISON)} == {liaison}
    assert {row.user for row in Membership.objects.managed_by(administrator)} == {administrator, liaison}
    assert not Membership.objects.managed_by(liaison).exists()


def test_pages_go_on_after_the_last_row_and_start_again_when_it_is_gone(agency: Agency) -> None:
    names = ["Ana", "Ben", "Ben", "Cy"]
    rows = [MembershipFactory(agency=agency, user__full_name=name) for name in names]
    assert list(agency.memberships.by_name()) == rows
    assert list(agency.memberships.by_name().after(rows[1].pk)) == rows[2:]
    assert list(agency.memberships.by_name().after(0)) == rows


def test_invitations_are_open_in_time_and_unsettled_until_answered(now: datetime, stranger: User) -> None:
    fresh = MemberInvitationFactory(invited_at=now)
    old = MemberInvitationFactory(invited_at=now - timedelta(days=7))
    MemberInvitationFactory(invited_at=now, withdrawn_at=now, withdrawn_by=stranger)
    MemberInvitationFactory(invited_at=now, accepted_at=now, accepted_by=stranger)
    assert list(MemberInvitation.objects.open(now)) == [fresh]
    assert set(MemberInvitation.objects.unsettled()) == {fresh, old}


def test_an_invitation_is_opened_by_its_own_secret_only() -> None:
    invitation, other = MemberInvitationFactory(), MemberInvitationFactory()
    assert list(MemberInvitation.objects.opened_by(token_of(invitation))) == [invitation]
    for wrong in ("", invitation.token_digest, invitation.nonce, token_of(other)[:-1]):
        assert not MemberInvitation.objects.opened_by(wrong).exists()
