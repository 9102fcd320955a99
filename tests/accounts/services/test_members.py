"""Who belongs to an agency and as what."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from accounts import registers
from accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationNotOpen,
    LastAdministrator,
    LetterJustSent,
    NotAllowed,
    RolesMissing,
)
from accounts.models import Agency, MemberInvitation, Membership, User
from accounts.roles import Role
from accounts.services import members
from records.models import AuditEvent, Message
from tests.factories.accounts import (
    AgencyFactory,
    MemberInvitationFactory,
    MembershipFactory,
    ReviewOrganizationFactory,
)

pytestmark = pytest.mark.django_db


def invite(by: User, agency: Agency, now: datetime, **changes: object) -> MemberInvitation:
    fields = {"email": " New@Demo.example ", "full_name": "Nia Demo", "roles": [Role.LIAISON]} | changes
    return members.invite(by=by, agency=agency, now=now, **fields)


class TestInvite:
    def test_writes_invitation_letter_and_event(
        self, administrator: User, agency: Agency, now: datetime
    ) -> None:
        invitation = invite(administrator, agency, now, roles=[Role.FACILITATOR, Role.LIAISON])
        assert invitation.email == "new@demo.example"
        assert invitation.roles == [Role.LIAISON, Role.FACILITATOR]
        assert invitation.expires_at == now + timedelta(days=7)
        message = Message.objects.get()
        assert (message.kind, message.recipient) == (
            "member_invitation",
            f"member_invitation:{invitation.pk}",
        )
        event = AuditEvent.objects.get()
        assert (event.kind, event.agency_id, event.actor_id) == (
            "member_invited",
            agency.pk,
            administrator.pk,
        )
        assert event.details == {"roles": "Liaison, Facilitator"}

    def test_keeps_no_address_in_the_record_or_the_outbox(
        self, administrator: User, agency: Agency, now: datetime
    ) -> None:
        invite(administrator, agency, now)
        kept = [*AuditEvent.objects.values(), *Message.objects.values()]
        assert "demo.example" not in str(kept)

    def test_only_administrators_invite(self, liaison: User, agency: Agency, now: datetime) -> None:
        with pytest.raises(NotAllowed, match="administrator of the agency"):
            invite(liaison, agency, now)
        assert not MemberInvitation.objects.exists()
        assert not Message.objects.exists()

    def test_administrators_of_other_agencies_do_not(self, agency: Agency, now: datetime) -> None:
        other = MembershipFactory(roles=[Role.ADMINISTRATOR]).user
        with pytest.raises(NotAllowed):
            invite(other, agency, now)

    def test_refused_for_a_member(
        self, administrator: User, agency: Agency, liaison: User, now: datetime
    ) -> None:
        with pytest.raises(AlreadyMember):
            invite(administrator, agency, now, email=liaison.email.upper())

    def test_refused_twice_until_withdrawn(self, administrator: User, agency: Agency, now: datetime) -> None:
        first = invite(administrator, agency, now)
        with pytest.raises(AlreadyInvited):
            invite(administrator, agency, now + timedelta(days=30), email="NEW@demo.example")
        members.withdraw_invitation(by=administrator, invitation=first, now=now)
        assert invite(administrator, agency, now).pk != first.pk

    def test_needs_a_role(self, administrator: User, agency: Agency, now: datetime) -> None:
        with pytest.raises(RolesMissing):
            invite(administrator, agency, now, roles=["owner"])

    def test_leaves_nothing_when_the_letter_cannot_be_posted(
        self, administrator: User, agency: Agency, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(members.outbox, "post", _fail)
        with pytest.raises(RuntimeError):
            invite(administrator, agency, now)
        assert not MemberInvitation.objects.exists()
        assert not AuditEvent.objects.exists()


class TestInviteAgain:
    def test_renews_the_secret_and_the_week(
        self, administrator: User, agency: Agency, now: datetime, kinds: Callable[[], list[str]]
    ) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=now - timedelta(days=9))
        again = members.invite_again(by=administrator, invitation=invitation, now=now)
        assert again.token_digest != invitation.token_digest
        assert again.expires_at == now + timedelta(days=7)
        assert kinds() == ["member_invited_again"]
        assert Message.objects.count() == 1

    def test_waits_between_letters(self, administrator: User, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=now - timedelta(minutes=9))
        with pytest.raises(LetterJustSent):
            members.invite_again(by=administrator, invitation=invitation, now=now)

    def test_refused_once_withdrawn(self, administrator: User, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(
            agency=agency, invited_at=now - timedelta(days=1), withdrawn_at=now, withdrawn_by=administrator
        )
        with pytest.raises(InvitationNotOpen):
            members.invite_again(by=administrator, invitation=invitation, now=now)

    def test_only_administrators(self, liaison: User, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=now - timedelta(days=1))
        with pytest.raises(NotAllowed):
            members.invite_again(by=liaison, invitation=invitation, now=now)

    def test_nobody_manages_invitations_of_reviewers(self, administrator: User, now: datetime) -> None:
        invitation = MemberInvitationFactory(
            agency=None,
            organization=ReviewOrganizationFactory(),
            roles=[],
            invited_at=now - timedelta(days=1),
        )
        with pytest.raises(NotAllowed):
            members.invite_again(by=administrator, invitation=invitation, now=now)


class TestWithdraw:
    def test_closes_the_invitation(
        self, administrator: User, agency: Agency, now: datetime, kinds: Callable[[], list[str]]
    ) -> None:
        invitation = MemberInvitationFactory(agency=agency)
        members.withdraw_invitation(by=administrator, invitation=invitation, now=now)
        invitation.refresh_from_db()
        assert (invitation.withdrawn_at, invitation.withdrawn_by) == (now, administrator)
        assert kinds() == ["member_invitation_withdrawn"]

    def test_refused_twice(self, administrator: User, agency: Agency, now: datetime) -> None:
        invitation = MemberInvitationFactory(agency=agency)
        members.withdraw_invitation(by=administrator, invitation=invitation, now=now)
        with pytest.raises(InvitationNotOpen):
            members.withdraw_invitation(by=administrator, invitation=invitation, now=now)

    def test_only_administrators(self, liaison: User, agency: Agency, now: datetime) -> None:
        with pytest.raises(NotAllowed):
            members.withdraw_invitation(
                by=liaison, invitation=MemberInvitationFactory(agency=agency), now=now
            )


class TestChangeRoles:
    def test_sets_all_roles(
        self, administrator: User, agency: Agency, liaison: User, kinds: Callable[[], list[str]]
    ) -> None:
        row = Membership.objects.get(user=liaison)
        members.change_roles(by=administrator, membership=row, roles=[Role.RECORDS_OFFICER, Role.FACILITATOR])
        row.refresh_from_db()
        assert row.roles == [Role.FACILITATOR, Role.RECORDS_OFFICER]
        event = AuditEvent.objects.get()
        assert event.kind == "member_roles_changed"
        assert (event.subject_label, event.details["roles"]) == ("Lee Demo", "Facilitator, Records officer")

    def test_says_nothing_when_nothing_changes(
        self, administrator: User, liaison: User, kinds: Callable[[], list[str]]
    ) -> None:
        members.change_roles(
            by=administrator, membership=Membership.objects.get(user=liaison), roles=[Role.LIAISON]
        )
        assert kinds() == []

    def test_the_last_administrator_stays_one(self, administrator: User) -> None:
        with pytest.raises(LastAdministrator):
            members.change_roles(
                by=administrator, membership=Membership.objects.get(user=administrator), roles=[Role.LIAISON]
            )

    def test_one_of_two_administrators_may_stop(self, administrator: User, agency: Agency) -> None:
        MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR])
        row = Membership.objects.get(user=administrator)
        assert members.change_roles(by=administrator, membership=row, roles=[Role.LIAISON]).roles == [
            "liaison"
        ]

    def test_only_administrators(self, liaison: User) -> None:
        with pytest.raises(NotAllowed):
            members.change_roles(
                by=liaison, membership=Membership.objects.get(user=liaison), roles=[Role.ADMINISTRATOR]
            )


class TestRemove:
    def test_ends_membership_and_every_sign_in(
        self, administrator: User, liaison: User, now: datetime, kinds: Callable[[], list[str]]
    ) -> None:
        members.remove(by=administrator, membership=Membership.objects.get(user=liaison), now=now)
        assert not Membership.objects.filter(user=liaison).exists()
        liaison.refresh_from_db()
        assert liaison.sign_in_version == 1
        assert kinds() == ["member_removed"]

    def test_tells_the_rooms_above_in_the_same_transaction(
        self,
        administrator: User,
        liaison: User,
        agency: Agency,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        told: list[dict[str, object]] = []
        monkeypatch.setattr(registers, "_departure_rules", [lambda **facts: told.append(facts), _fail])
        with pytest.raises(RuntimeError):
            members.remove(by=administrator, membership=Membership.objects.get(user=liaison), now=now)
        assert told == [{"by": administrator, "user": liaison, "agency": agency, "now": now}]
        assert Membership.objects.filter(user=liaison).exists()

    def test_the_last_administrator_stays(self, administrator: User, now: datetime) -> None:
        with pytest.raises(LastAdministrator):
            members.remove(by=administrator, membership=Membership.objects.get(user=administrator), now=now)

    def test_only_administrators(self, administrator: User, liaison: User, now: datetime) -> None:
        with pytest.raises(NotAllowed):
            members.remove(by=liaison, membership=Membership.objects.get(user=administrator), now=now)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other(now: datetime) -> None:
    agency = AgencyFactory()
    pair = [MembershipFactory(agency=agency, roles=[Role.ADMINISTRATOR]) for _ in range(2)]
    barrier, refusals = threading.Barrier(2), []

    def remove(by: Membership, other: Membership) -> None:
        try:
            barrier.wait()
            with transaction.atomic():
                members.remove(by=by.user, membership=other, now=now)
        except (NotAllowed, LastAdministrator) as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refusals) == 1
    assert agency.memberships.holding(Role.ADMINISTRATOR).count() == 1


def _fail(**_facts: object) -> None:
    raise RuntimeError("planted")
