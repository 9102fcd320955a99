"""Who works on an incident: joining, changing parts, leaving."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import Agency, Membership, User
from accounts.roles import Role
from dialogues.choices.incidents import IncidentAuditKind, TeamPart
from dialogues.errors import AlreadyOnTeam, LeftTeam, NotOfAgency, SpeaksForOthers
from dialogues.models import Incident, IncidentTeamMember
from dialogues.permissions import may_work_on_incident
from dialogues.querysets.incidents import fit_for_team
from dialogues.services.incident_rows import lock_standing
from dialogues.services.person_rows import lock_person
from records.choices import Space
from records.services import audit


@transaction.atomic
def add(
    *,
    by: User,
    incident: Incident,
    name: str,
    part: str,
    organization: str = "",
    user: User | None = None,
    form_key: UUID | None = None,
) -> IncidentTeamMember:
    """Put a person on the team, by name or with their account.

    Accounts are those of the agency's members only, and of nobody who speaks for the community or helps both sides.
    """
    may_work_on_incident(by, incident).require()
    row = lock_standing(incident)
    if form_key and (known := row.team.filter(form_key=form_key).first()):
        return known
    if user is not None:
        _require_member(row, user)
        if row.team.current().filter(user=user).exists():
            raise AlreadyOnTeam
    member = IncidentTeamMember.objects.create(
        incident=row,
        user=user,
        name=user.full_name if user else name,
        organization=organization,
        part=part,
        joined_at=timezone.now(),
        form_key=form_key or uuid4(),
    )
    _record(by, member, IncidentAuditKind.TEAM_JOINED, part=_words(part))
    return member


@transaction.atomic
def add_members(*, by: User, incident: Incident, users: Iterable[User]) -> list[IncidentTeamMember]:
    """Several members of the agency at once, in the first minute: liaisons as liaison, others without a part yet."""
    may_work_on_incident(by, incident).require()
    row = lock_standing(incident)
    keys = list(dict.fromkeys(user.pk for user in users))
    members = {
        one.user_id: one
        for one in Membership.objects.filter(agency=row.agency_id, user__in=keys).select_related("user")
    }
    if set(members) != set(keys):
        raise NotOfAgency
    there = set(row.team.current().filter(user__in=keys).values_list("user_id", flat=True))
    return [
        add(by=by, incident=row, user=members[key].user, name="", part=_first_part(members[key]))
        for key in keys
        if key not in there
    ]


@transaction.atomic
def change(
    *, by: User, member: IncidentTeamMember, part: str, name: str, organization: str
) -> IncidentTeamMember:
    """Change a person's part. The name of someone with an account stays that of their account."""
    may_work_on_incident(by, member.incident).require()
    row = _lock_current(member)
    wanted = (part, name if row.user_id is None else row.name, organization)
    if (row.part, row.name, row.organization) == wanted:
        return row
    row.part, row.name, row.organization = wanted
    row.save(update_fields=["part", "name", "organization"])
    _record(by, row, IncidentAuditKind.TEAM_CHANGED, part=_words(part))
    return row


@transaction.atomic
def leave(*, by: User, member: IncidentTeamMember) -> IncidentTeamMember:
    """Record that a person left the team, oneself included. What they saw through it ends at once."""
    may_work_on_incident(by, member.incident).require()
    row = _lock_current(member)
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    _record(by, row, IncidentAuditKind.TEAM_LEFT)
    return row


@transaction.atomic
def end_places(*, by: User, user: User, agency: Agency, now: datetime) -> None:
    """Whoever is removed from an agency leaves its incidents' teams too (`accounts.registers`)."""
    places = IncidentTeamMember.objects.current().filter(user=user, incident__agency=agency)
    for row in places.select_related("incident").select_for_update(of=("self",)).order_by("pk"):
        row.left_at = now
        row.save(update_fields=["left_at"])
        _record(by, row, IncidentAuditKind.TEAM_LEFT)


@transaction.atomic
def end_places_that_do_not_fit(*, by: User, user: User, agency: Agency) -> None:
    """Whose roles changed so that they could not join a team any more leaves those they are on."""
    if not fit_for_team(Membership.objects.filter(user=user, agency=agency)).exists():
        end_places(by=by, user=user, agency=agency, now=timezone.now())


def _lock_current(member: IncidentTeamMember) -> IncidentTeamMember:
    incident = lock_standing(member.incident)
    row = incident.team.get(pk=member.pk)
    if row.left_at is not None:
        raise LeftTeam
    return row


def _require_member(incident: Incident, user: User) -> None:
    """One of the agency's members, who speaks for nobody else there: the team reads the agency's space."""
    lock_person(user)
    members = Membership.objects.filter(user=user, agency=incident.agency_id)
    if not members.exists():
        raise NotOfAgency
    if not fit_for_team(members).exists():
        raise SpeaksForOthers


def _first_part(membership: Membership) -> str:
    return TeamPart.LIAISON if Role.LIAISON in membership.roles else TeamPart.OTHER


def _words(part: str) -> str:
    return str(TeamPart(part).label)


def _record(by: User, member: IncidentTeamMember, kind: IncidentAuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=member.incident.agency_id,
        space=Space.AGENCY,
        subject=member,
        details=details,
    )
