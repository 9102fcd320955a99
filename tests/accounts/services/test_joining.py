"""Accepting an invitation: once, in time, and by nobody else."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from accounts.errors import (
    AlreadyMember,
    InvitationForSomeoneElse,
    InvitationNotOpen,
)
from accounts.models import Agency, Membership, ReviewMembership, User
from accounts.roles import Role
from accounts.services import members
from tests.factories.accounts import (
    PASSWORD,
    MemberInvitationFactory,
    ReviewOrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class TestJoin:
    def test_gives_the_roles_of_the_invitation(
        self, agency: Agency, now: datetime, kinds: Callable[[], list[str]]
    ) -> None:
        user = UserFactory()
        invitation = MemberInvitationFactory(
            agency=agency, email=user.email, roles=[Role.CO_PLANNER], invited_at=now
        )
        members.join(by=user, invitation=invitation, now=now)
        assert Membership.objects.get(user=user, agency=agency).roles == [Role.CO_PLANNER]
        invitation.refresh_from_db()
        assert (invitation.accepted_at, invitation.accepted_by) == (now, user)
        assert kinds() == ["member_joined"]

    def test_works_once(self, agency: Agency, now: datetime) -> None:
        user = UserFactory()
        invitation = MemberInvitationFactory(agency=agency, email=user.email, invited_at=now)
        members.join(by=user, invitation=invitation, now=now)
        with pytest.raises(InvitationNotOpen):
            members.join(by=user, invitation=invitation, now=now)

    @pytest.mark.parametrize("late", [timedelta(days=7), timedelta(days=400)])
    def test_refused_when_too_old(self, agency: Agency, now: datetime, late: timedelta) -> None:
        user = UserFactory()
        invitation = MemberInvitationFactory(agency=agency, email=user.email, invited_at=now)
        with pytest.raises(InvitationNotOpen):
            members.join(by=user, invitation=invitation, now=now + late)

    def test_refused_for_another_address(self, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=now)
        with pytest.raises(InvitationForSomeoneElse):
            members.join(by=UserFactory(), invitation=invitation, now=now)
        assert not Membership.objects.exists()

    def test_refused_for_a_member(self, agency: Agency, liaison: User, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency, email=liaison.email, invited_at=now)
        with pytest.raises(AlreadyMember):
            members.join(by=liaison, invitation=invitation, now=now)

    def test_makes_reviewers(self, now: datetime, kinds: Callable[[], list[str]]) -> None:
        organization = ReviewOrganizationFactory()
        invitation = MemberInvitationFactory(agency=None, organization=organization, roles=[], invited_at=now)
        user = members.join_with_new_account(
            invitation=invitation, full_name="Rae Demo", password=PASSWORD, language="en", now=now
        )
        assert ReviewMembership.objects.get().user == user
        assert kinds() == ["reviewer_joined"]


class TestJoinWithNewAccount:
    def test_makes_the_account_of_the_invited_address(self, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=now)
        user = members.join_with_new_account(
            invitation=invitation, full_name="Nia Demo", password=PASSWORD, language="es", now=now
        )
        assert (user.email, user.language, user.time_zone) == (invitation.email, "es", agency.time_zone)
        assert user.check_password(PASSWORD)
        assert Membership.objects.get(user=user).agency == agency

    def test_never_takes_over_an_account(self, agency: Agency, now: datetime) -> None:
        owner = UserFactory()
        invitation = MemberInvitationFactory(agency=agency, email=owner.email, invited_at=now)
        with pytest.raises(InvitationForSomeoneElse):
            members.join_with_new_account(
                invitation=invitation, full_name="X", password="another long password", language="en", now=now
            )
        owner.refresh_from_db()
        assert owner.check_password(PASSWORD)

    def test_leaves_no_account_when_joining_fails(
        self, agency: Agency, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(members.audit, "record", _fail)
        invitation = MemberInvitationFactory(agency=agency, invited_at=now)
        with pytest.raises(RuntimeError):
            members.join_with_new_account(
                invitation=invitation, full_name="X", password=PASSWORD, language="en", now=now
            )
        assert not User.objects.filter(email=invitation.email).exists()


@pytest.mark.django_db(transaction=True)
def test_one_invitation_makes_one_account(now: datetime) -> None:
    invitation = MemberInvitationFactory(invited_at=now)
    barrier, refusals = threading.Barrier(2), []

    def join() -> None:
        try:
            barrier.wait()
            members.join_with_new_account(
                invitation=invitation, full_name="Demo", password=PASSWORD, language="en", now=now
            )
        except (InvitationNotOpen, InvitationForSomeoneElse) as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=join) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert User.objects.filter(email=invitation.email).count() == 1


def _fail(**_facts: object) -> None:
    raise RuntimeError("planted")
