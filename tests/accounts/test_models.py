"""What the database refuses, whoever asks."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import MemberInvitation, Membership, User
from tests.factories.accounts import (
    AgencyFactory,
    MemberInvitationFactory,
    MembershipFactory,
    ReviewOrganizationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

REFUSED: dict[str, Callable[[], object]] = {
    "user_email_is_lower_case": lambda: UserFactory(email="Dana@demo.example"),
    "user_language_known": lambda: UserFactory(language="xx"),
    "user_time_zone_known": lambda: UserFactory(time_zone="Mars/Olympus"),
    "agency_kind_known": lambda: AgencyFactory(kind="army"),
    "agency_state_known": lambda: AgencyFactory(state="ZZ"),
    "agency_paper_size_known": lambda: AgencyFactory(paper_size="a0"),
    "membership_roles_known": lambda: MembershipFactory(roles=["owner"]),
    "membership_roles_known ": lambda: MembershipFactory(roles=[]),
    "member_invitation_place_and_roles": lambda: MemberInvitationFactory(roles=[]),
    "member_invitation_place_and_roles ": lambda: MemberInvitationFactory(agency=None),
    "member_invitation_place_and_roles  ": lambda: MemberInvitationFactory(
        organization=ReviewOrganizationFactory()
    ),
    "member_invitation_email_is_lower_case": lambda: MemberInvitationFactory(email="Nia@demo.example"),
    "member_invitation_accepted_pair": lambda: MemberInvitationFactory(accepted_at=timezone.now()),
    "member_invitation_withdrawn_pair": lambda: MemberInvitationFactory(withdrawn_by=UserFactory()),
    "member_invitation_settled_once": lambda: MemberInvitationFactory(
        accepted_at=timezone.now(),
        accepted_by=UserFactory(),
        withdrawn_at=timezone.now(),
        withdrawn_by=UserFactory(),
    ),
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_the_database_refuses(constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint.strip()), transaction.atomic():
        REFUSED[constraint]()


def test_one_of_each() -> None:
    row, invitation = MembershipFactory(), MemberInvitationFactory()
    ori = AgencyFactory(ori="AA0010000").ori
    twice: list[Callable[[], object]] = [
        lambda: UserFactory(email=row.user.email),
        lambda: MembershipFactory(user=row.user, agency=row.agency),
        lambda: MemberInvitationFactory(email=invitation.email, agency=invitation.agency),
        lambda: AgencyFactory(ori=ori),
    ]
    for again in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            again()
    assert AgencyFactory(ori="").ori == AgencyFactory(ori="").ori == ""


def test_accounts_are_found_however_the_address_is_spelled() -> None:
    user = User.objects.create_user(" Dana@Demo.Example".strip(), "x", full_name="Dana")
    assert user.email == "dana@demo.example"
    assert User.objects.get_by_natural_key(" DANA@demo.example ") == user


def test_no_secret_and_no_person_in_what_a_row_is_called() -> None:
    invitation = MemberInvitationFactory()
    assert invitation.email not in str(invitation)
    assert invitation.nonce not in str(invitation)
    row = MembershipFactory()
    assert str(row) == f"{row.user.full_name}, {row.agency.name}"
    assert (row.user.audit_id, row.user.audit_label) == (row.user.pk, row.user.full_name)


def test_an_invitation_knows_where_it_leads() -> None:
    invitation = MemberInvitationFactory()
    assert invitation.place == invitation.agency
    review = MemberInvitationFactory(agency=None, organization=ReviewOrganizationFactory(), roles=[])
    assert MemberInvitation.objects.with_place().get(pk=review.pk).place == review.organization
    with pytest.raises(ValueError, match="leads somewhere"):
        MemberInvitation().place  # noqa: B018
    assert Membership.objects.count() == 0
