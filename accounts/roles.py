"""Roles are reviewed code, not rows: what each may do is read here, in one page."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A person's part within one agency. One person may hold several."""

    ADMINISTRATOR = "administrator", _("Agency administrator")
    LIAISON = "liaison", _("Liaison")
    FACILITATOR = "facilitator", _("Facilitator")
    CO_PLANNER = "co_planner", _("Community co-planner")
    RECORDS_OFFICER = "records_officer", _("Records officer")


ROLE_DESCRIPTIONS = {
    Role.ADMINISTRATOR: _(
        "Invites members, sets their roles and keeps the agency's details. Seats a liaison."
    ),
    Role.LIAISON: _("Opens dialogues and incidents for the agency, plans them and invites participants."),
    Role.FACILITATOR: _(
        "Builds and prints agendas, records attendance and notes in the dialogues they are seated in."
    ),
    Role.CO_PLANNER: _(
        "Plans together with the agency in the dialogues they are seated in, for the community."
    ),
    Role.RECORDS_OFFICER: _("Reads what the agency keeps and what was done; changes nothing."),
}


class Permission(TextChoices):
    """Named rights that come from a role. What a person may do *in a dialogue* follows from their seat."""

    AGENCY_MANAGE = "agency_manage", _("Change the agency's details and members")
    DIALOGUE_OPEN = "dialogue_open", _("Open a dialogue")
    INCIDENT_OPEN = "incident_open", _("Open an incident")
    SEAT_ASSIGN = "seat_assign", _("Seat a liaison in a dialogue of the agency")
    RECORD_READ = "record_read", _("Read the joint and agency records")
    READINESS_READ = "readiness_read", _("Read the agency's readiness registers")
    READINESS_KEEP = "readiness_keep", _("Keep the agency's readiness registers")


ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(
        {Permission.AGENCY_MANAGE, Permission.SEAT_ASSIGN, Permission.READINESS_READ}
    ),
    Role.LIAISON: frozenset(
        {
            Permission.DIALOGUE_OPEN,
            Permission.INCIDENT_OPEN,
            Permission.READINESS_READ,
            Permission.READINESS_KEEP,
        }
    ),
    Role.FACILITATOR: frozenset(),
    Role.CO_PLANNER: frozenset(),
    Role.RECORDS_OFFICER: frozenset({Permission.RECORD_READ, Permission.READINESS_READ}),
}


def only_role_with(permission: str) -> str:
    """The one role that gives a right; empty where several do, so that nobody is sent after the wrong one."""
    giving = [role for role, granted in ROLE_PERMISSIONS.items() if permission in granted]
    return giving[0] if len(giving) == 1 else ""


def spell(roles: Iterable[str]) -> str:
    """The names of roles as in “Liaison, Facilitator”: in the order of this page, in the active language."""
    held = set(roles)
    return ", ".join(str(role.label) for role in Role if role in held)
