"""What a person may do within an agency, and if not, why. Each function answers with a Decision."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.errors import NotAllowed
from accounts.models import Agency, Membership, User
from accounts.roles import ROLE_PERMISSIONS, Permission, only_role_with


@dataclass(frozen=True)
class Decision:
    """The answer to "may I?". True in conditions; a "no" carries its reason, and `role` if one would give the right."""

    allowed: bool
    reason: str | Promise = ""
    role: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Refuse with the reason when the answer is no."""
        if not self.allowed:
            raise NotAllowed(self.reason, role=self.role)


ALLOWED = Decision(allowed=True)


def refuse(reason: str | Promise, role: str = "") -> Decision:
    return Decision(allowed=False, reason=reason, role=role)


def permissions_in(by: User, agency: Agency) -> frozenset[str]:
    """All rights of a person in one agency, from all roles. Read at each request: removal acts at once."""
    roles = Membership.objects.filter(user=by, agency=agency).values_list("roles", flat=True)
    return frozenset(
        permission for row in roles for role in row for permission in ROLE_PERMISSIONS.get(role, ())
    )


def memberships_of(user: User) -> list[tuple[int, str, list[str]]]:
    """Agency, its name and the person's roles there, by name: asked once for a request, whose user object keeps it."""
    kept = user.__dict__.get("_memberships")
    if kept is None:
        rows = Membership.objects.filter(user=user).order_by("agency__name")
        kept = user.__dict__["_memberships"] = list(rows.values_list("agency", "agency__name", "roles"))
    return kept


def holds(by: User, agency: Agency, permission: str, reason: str | Promise) -> Decision:
    return ALLOWED if permission in permissions_in(by, agency) else refuse(reason, only_role_with(permission))


def may_manage_agency(by: User, agency: Agency) -> Decision:
    return holds(
        by,
        agency,
        Permission.AGENCY_MANAGE,
        _("Only an administrator of the agency changes its details and members. Ask one of them."),
    )


def may_open_dialogue(by: User, agency: Agency) -> Decision:
    return holds(
        by,
        agency,
        Permission.DIALOGUE_OPEN,
        _("Only a liaison opens a dialogue for the agency. Ask your agency's administrator for that role."),
    )


def may_open_incident(by: User, agency: Agency) -> Decision:
    return holds(
        by,
        agency,
        Permission.INCIDENT_OPEN,
        _("Only a liaison opens an incident for the agency. Ask your agency's administrator for that role."),
    )


def may_seat(by: User, agency: Agency) -> Decision:
    return holds(
        by,
        agency,
        Permission.SEAT_ASSIGN,
        _("Only an administrator of the agency seats a liaison in a dialogue they are not part of."),
    )
