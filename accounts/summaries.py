"""Page-sized reads of the accounts room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Agency, MemberInvitation, Membership, ReviewMembership, ReviewOrganization, User
from accounts.roles import ROLE_DESCRIPTIONS, Role

MEMBERS_ON_A_PAGE = 50
INVITATIONS_ON_A_PAGE = 50


@dataclass(frozen=True)
class RoleWords:
    """A role as a person reads it."""

    name: str
    description: str


def role_words(roles: list[str]) -> list[RoleWords]:
    return [RoleWords(str(role.label), str(ROLE_DESCRIPTIONS[role])) for role in Role if role in roles]


@dataclass(frozen=True)
class MemberRow:
    membership: Membership
    roles: list[RoleWords]
    joined_on: date


@dataclass(frozen=True)
class InvitationRow:
    invitation: MemberInvitation
    roles: list[RoleWords]
    is_open: bool


@dataclass(frozen=True)
class MemberPage:
    """One page of members by name, and of the people invited who have not joined yet, the newest first."""

    members: list[MemberRow]
    next_after: str
    invitations: list[InvitationRow]
    next_before: str

    @classmethod
    def of(
        cls, agency: Agency, *, now: datetime, after: int | None = None, before: int | None = None
    ) -> "MemberPage":
        members = agency.memberships.by_name()
        if after:
            members = members.after(after)
        invitations = agency.member_invitations.unsettled().with_place().order_by("-pk")
        if before:
            invitations = invitations.filter(pk__lt=before)
        rows = list(members[: MEMBERS_ON_A_PAGE + 1])
        open_rows = list(invitations[: INVITATIONS_ON_A_PAGE + 1])
        return cls(
            members=[
                MemberRow(row, role_words(row.roles), timezone.localdate(row.created_at))
                for row in rows[:MEMBERS_ON_A_PAGE]
            ],
            next_after=_last_of(rows, MEMBERS_ON_A_PAGE),
            invitations=[
                InvitationRow(row, role_words(row.roles), row.expires_at > now)
                for row in open_rows[:INVITATIONS_ON_A_PAGE]
            ],
            next_before=_last_of(open_rows, INVITATIONS_ON_A_PAGE),
        )


def _last_of(rows: Sequence[Membership | MemberInvitation], size: int) -> str:
    """Where the next page starts, when there is one."""
    return str(rows[size - 1].pk) if len(rows) > size else ""


@dataclass(frozen=True)
class AgencyPage:
    """An agency as its members see it: details, whom to ask, and who reads its history."""

    agency: Agency
    administrators: list[str]
    reviewers: list[ReviewOrganization]

    @classmethod
    def of(cls, agency: Agency) -> "AgencyPage":
        administrators = agency.memberships.holding(Role.ADMINISTRATOR).by_name()
        return cls(
            agency=agency,
            administrators=[row.user.full_name for row in administrators[:20]],
            reviewers=list(agency.review_organizations.order_by("name")),
        )


@dataclass(frozen=True)
class Place:
    """Where a person belongs and as what."""

    agency: Agency
    roles: list[RoleWords]
    is_administrator: bool


@dataclass(frozen=True)
class AccountPage:
    """A person's own page: where they belong, and whose history they review."""

    places: list[Place]
    reviews_for: list[ReviewOrganization]

    @classmethod
    def of(cls, user: User) -> "AccountPage":
        memberships = Membership.objects.filter(user=user).select_related("agency").order_by("agency__name")
        reviews = ReviewMembership.objects.filter(user=user).select_related("organization")
        return cls(
            places=[
                Place(row.agency, role_words(row.roles), Role.ADMINISTRATOR in row.roles)
                for row in memberships
            ],
            reviews_for=[row.organization for row in reviews.order_by("organization__name")],
        )
