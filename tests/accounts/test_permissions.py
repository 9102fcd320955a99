"""What a person may do within an agency, and if not, why."""

from collections.abc import Callable

import pytest

from accounts import permissions
from accounts.errors import NotAllowed
from accounts.models import Agency, Membership
from accounts.roles import Permission, Role
from tests.factories.accounts import MembershipFactory, ReviewMembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

MAY = {
    permissions.may_manage_agency: {Role.ADMINISTRATOR},
    permissions.may_seat: {Role.ADMINISTRATOR},
    permissions.may_open_dialogue: {Role.LIAISON},
    permissions.may_open_incident: {Role.LIAISON},
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("ask", list(MAY))
def test_each_role_has_exactly_its_rights(ask: Callable[..., permissions.Decision], role: Role) -> None:
    row = MembershipFactory(roles=[role])
    decision = ask(row.user, row.agency)
    assert bool(decision) is (role in MAY[ask])
    assert bool(decision.reason) is not bool(decision)
    assert not ask(MembershipFactory(roles=[role]).user, row.agency), "a role counts in its own agency only"


@pytest.mark.parametrize("ask", list(MAY))
def test_every_no_says_who_could(ask: Callable[..., permissions.Decision], agency: Agency) -> None:
    reason = str(ask(UserFactory(), agency).reason)
    assert reason.startswith("Only a")
    assert reason.endswith(".")
    with pytest.raises(NotAllowed) as refusal:
        ask(UserFactory(), agency).require()
    assert str(refusal.value.sentence) == reason


def test_a_no_names_a_role_only_where_one_alone_gives_the_right(agency: Agency) -> None:
    user = UserFactory()
    assert permissions.may_open_incident(user, agency).role == Role.LIAISON
    assert permissions.holds(user, agency, Permission.READINESS_READ, "").role == ""
    with pytest.raises(NotAllowed) as refused:
        permissions.may_open_dialogue(user, agency).require()
    assert refused.value.role == Role.LIAISON


def test_roles_add_up() -> None:
    row = MembershipFactory(roles=[Role.ADMINISTRATOR, Role.LIAISON])
    assert all(ask(row.user, row.agency) for ask in MAY)


def test_reviewers_have_no_rights_in_the_agencies_they_read(agency: Agency) -> None:
    review = ReviewMembershipFactory()
    review.organization.agencies.add(agency)
    assert not any(ask(review.user, agency) for ask in MAY)


def test_a_change_counts_at_once() -> None:
    row = MembershipFactory(roles=[Role.ADMINISTRATOR])
    assert permissions.may_manage_agency(row.user, row.agency)
    Membership.objects.filter(pk=row.pk).delete()
    assert not permissions.may_manage_agency(row.user, row.agency)


def test_yes_needs_no_words() -> None:
    permissions.ALLOWED.require()
    assert permissions.ALLOWED
    assert not permissions.refuse("No.")
