"""Members of an agency, for its administrators."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, MemberInvitation, Membership, User
from accounts.roles import Role
from accounts.summaries import MEMBERS_ON_A_PAGE
from tests.factories.accounts import AgencyFactory, MemberInvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Nia Demo", "email": "nia@demo.example", "roles": ["facilitator"]}


@pytest.fixture
def admin(administrator: User, sign_in: Callable[..., Client]) -> Client:
    return sign_in(administrator)


def pages_of(agency: Agency, membership: Membership, invitation: MemberInvitation) -> list[str]:
    stem = f"/agencies/{agency.pk}"
    return [
        f"{stem}/members/",
        f"{stem}/members/invite/",
        f"{stem}/members/{membership.pk}/roles/",
        f"{stem}/members/{membership.pk}/remove/",
        f"{stem}/invitations/{invitation.pk}/again/",
        f"{stem}/invitations/{invitation.pk}/withdraw/",
    ]


class TestWho:
    def test_members_are_told_whom_to_ask_strangers_find_nothing(
        self, agency: Agency, liaison: User, sign_in: Callable[..., Client]
    ) -> None:
        row, invitation = MembershipFactory(agency=agency), MemberInvitationFactory(agency=agency)
        outsider = sign_in(MembershipFactory(roles=[Role.ADMINISTRATOR]).user)
        member = sign_in(liaison)
        before = list(Membership.objects.values()), list(MemberInvitation.objects.values())
        for address in pages_of(agency, row, invitation)[1:]:
            answer = member.post(address)
            assert answer.status_code == 403
            assert b"Only an administrator of the agency" in answer.content
            assert outsider.post(address).status_code == 404
            assert Client().post(address).status_code == 302
        address = f"/agencies/{agency.pk}/members/"
        assert [person.get(address).status_code for person in (member, outsider)] == [403, 404]
        assert (list(Membership.objects.values()), list(MemberInvitation.objects.values())) == before

    def test_rows_of_another_agency_cannot_be_reached_through_ones_own(
        self, agency: Agency, admin: Client
    ) -> None:
        other = AgencyFactory()
        row, invitation = MembershipFactory(agency=other), MemberInvitationFactory(agency=other)
        for address in pages_of(agency, row, invitation)[2:]:
            assert admin.post(address, {"roles": ["liaison"]}).status_code == 404


class TestList:
    def test_shows_members_and_open_invitations(self, agency: Agency, admin: Client, liaison: User) -> None:
        past = timezone.now() - timedelta(days=8)
        invited, old = (
            MemberInvitationFactory(agency=agency),
            MemberInvitationFactory(agency=agency, invited_at=past),
        )
        gone = MemberInvitationFactory(agency=agency, withdrawn_at=past, withdrawn_by=liaison)
        words = admin.get(f"/agencies/{agency.pk}/members/").content.decode()
        for expected in (liaison.email, invited.email, old.email, "Waiting for them", "Too old", "(you)"):
            assert expected in words
        assert gone.email not in words

    def test_goes_on_by_name_without_losing_anyone(self, agency: Agency, admin: Client) -> None:
        for number in range(MEMBERS_ON_A_PAGE + 3):
            MembershipFactory(
                agency=agency, user__full_name="Same Name" if number % 2 else f"Person {number:03}"
            )
        seen, address = [], f"/agencies/{agency.pk}/members/"
        while address:
            page = admin.get(address).context["page"]
            seen += [row.membership.pk for row in page.members]
            address = page.next_after and f"/agencies/{agency.pk}/members/?after={page.next_after}"
        assert len(seen) == len(set(seen)) == MEMBERS_ON_A_PAGE + 4

    @pytest.mark.parametrize("after", ["0", "-1", "x", "9" * 40, "999999999", "1;--", "١"])
    def test_nonsense_starts_at_the_beginning(self, agency: Agency, admin: Client, after: str) -> None:
        answer = admin.get(f"/agencies/{agency.pk}/members/", {"after": after, "before": after})
        assert answer.status_code == 200
        assert answer.context["page"].members

    def test_costs_the_same_for_one_and_for_three(
        self, agency: Agency, admin: Client, django_assert_num_queries: Callable[..., object]
    ) -> None:
        for _ in range(3):
            with django_assert_num_queries(10):
                admin.get(f"/agencies/{agency.pk}/members/")
            MembershipFactory(agency=agency)
            MemberInvitationFactory(agency=agency)


class TestInvite:
    def test_goes_on_to_the_list(self, agency: Agency, admin: Client) -> None:
        answer = admin.post(f"/agencies/{agency.pk}/members/invite/", NEW, follow=True)
        assert b"A letter with a link to join is on its way to Nia Demo." in answer.content
        assert MemberInvitation.objects.get().roles == [Role.FACILITATOR]

    def test_refusals_stand_beside_the_address_and_keep_what_was_typed(
        self, agency: Agency, admin: Client, liaison: User
    ) -> None:
        answer = admin.post(f"/agencies/{agency.pk}/members/invite/", NEW | {"email": liaison.email})
        words = answer.content.decode()
        assert answer.status_code == 200
        assert "already a member" in words
        assert 'value="Nia Demo"' in words
        assert not MemberInvitation.objects.exists()

    def test_sent_twice_invites_once(self, agency: Agency, admin: Client) -> None:
        address = f"/agencies/{agency.pk}/members/invite/"
        admin.post(address, NEW)
        assert b"already invited" in admin.post(address, NEW).content
        assert MemberInvitation.objects.count() == 1

    def test_takes_only_its_own_fields(self, agency: Agency, admin: Client, liaison: User) -> None:
        planted = {field.name: "1" for field in MemberInvitation._meta.get_fields()} | {
            f"unknown_{number}": "1" for number in range(20)
        }
        other = AgencyFactory()
        admin.post(f"/agencies/{agency.pk}/members/invite/", planted | NEW | {"agency": other.pk})
        row = MemberInvitation.objects.get()
        assert row.agency == agency
        assert row.accepted_at is row.withdrawn_at is row.organization is None
        assert "1" not in {row.nonce, row.token_digest}

    @pytest.mark.parametrize("roles", [[], ["owner"], ["administrator", "root"]])
    def test_unknown_roles_are_refused(self, agency: Agency, admin: Client, roles: list[str]) -> None:
        answer = admin.post(f"/agencies/{agency.pk}/members/invite/", NEW | {"roles": roles})
        assert answer.status_code == 200
        assert not MemberInvitation.objects.exists()


class TestChange:
    def test_roles(self, agency: Agency, admin: Client, liaison: User) -> None:
        row = Membership.objects.get(user=liaison)
        address = f"/agencies/{agency.pk}/members/{row.pk}/roles/"
        assert b"checked" in admin.get(address).content
        admin.post(
            address, {"roles": ["records_officer"], "user": 1, "agency": 1, "created_at": "2020-01-01"}
        )
        changed = Membership.objects.get(pk=row.pk)
        assert (changed.roles, changed.user, changed.agency) == (["records_officer"], liaison, agency)
        assert changed.created_at == row.created_at

    def test_the_last_administrator_is_told_beside_the_field(
        self, agency: Agency, admin: Client, administrator: User
    ) -> None:
        row = Membership.objects.get(user=administrator)
        answer = admin.post(f"/agencies/{agency.pk}/members/{row.pk}/roles/", {"roles": ["liaison"]})
        assert b"last administrator" in answer.content
        assert Membership.objects.get(pk=row.pk).roles == ["administrator"]

    def test_removal_asks_first(self, agency: Agency, admin: Client, liaison: User) -> None:
        row = Membership.objects.get(user=liaison)
        address = f"/agencies/{agency.pk}/members/{row.pk}/remove/"
        assert b"They are signed out at once" in admin.get(address).content
        assert Membership.objects.filter(pk=row.pk).exists()
        answer = admin.post(address, follow=True)
        assert b"Lee Demo no longer belongs to" in answer.content

    def test_the_last_administrator_cannot_leave(
        self, agency: Agency, admin: Client, administrator: User
    ) -> None:
        row = Membership.objects.get(user=administrator)
        address = f"/agencies/{agency.pk}/members/{row.pk}/remove/"
        assert b"You are removing yourself" in admin.get(address).content
        answer = admin.post(address)
        assert answer.status_code == 409
        assert b"last administrator" in answer.content
        assert Membership.objects.filter(pk=row.pk).exists()

    def test_invitations_are_sent_again_and_withdrawn(self, agency: Agency, admin: Client) -> None:
        invitation = MemberInvitationFactory(agency=agency, invited_at=timezone.now() - timedelta(days=8))
        stem = f"/agencies/{agency.pk}/invitations/{invitation.pk}"
        assert b"A new letter is on its way" in admin.post(f"{stem}/again/", follow=True).content
        assert admin.post(f"{stem}/again/").status_code == 409
        assert b"is withdrawn" in admin.post(f"{stem}/withdraw/", follow=True).content
        assert admin.post(f"{stem}/withdraw/").status_code == 404
