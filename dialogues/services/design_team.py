"""Seats in a dialogue: who designs it together, who signed off, who left."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts import permissions as agency_permissions
from accounts.choices import AgencyKind
from accounts.models import Agency, Membership, User
from accounts.roles import Role
from dialogues import permissions, tokens
from dialogues.choices import AFFILIATION_OF_AGENCY, AuditKind, Seat
from dialogues.errors import (
    AlreadySeated,
    DesignChanged,
    DialogueClosed,
    LastLiaison,
    LiaisonNeedsAccount,
    NotALiaison,
    SeatCrossesSpaces,
    SeatedForOthers,
    SeatLeft,
    SeatNotOffered,
    SpaceNotForAgency,
)
from dialogues.models import DesignTeamMember, Dialogue, IncidentTeamMember
from dialogues.schedules import SEAT_OFFERED
from dialogues.services.person_rows import lock_person
from records.choices import Space
from records.services import audit, outbox

OFFER_LASTS = timedelta(days=14)
NOBODY = 0
RUNS_AGENCY = [Role.LIAISON, Role.ADMINISTRATOR, Role.RECORDS_OFFICER]


@transaction.atomic
def add(
    *,
    by: User,
    dialogue: Dialogue,
    name: str,
    affiliation: str,
    seat: str,
    organization: str = "",
    user: User | None = None,
    email: str = "",
    form_key: UUID | None = None,
) -> DesignTeamMember:
    """Seat a person, with or without an account. One person holds one seat; a liaison needs an account.

    `email` seats a member of the agency at once. Anyone else with an account is asked by letter and takes the seat
    by accepting it; whoever adds them reads the same either way, so that nobody learns who has an account.
    """
    permissions.may_seat(by, dialogue).require()
    dialogue = _lock_open(dialogue)
    account = _account_of(email)
    user = user or _if_known_here(account, dialogue)
    if form_key and (known := dialogue.design_team.filter(form_key=form_key).first()):
        return known
    if user is not None and dialogue.design_team.current().filter(user=user).exists():
        raise AlreadySeated
    if seat == Seat.LIAISON and user is None:
        raise LiaisonNeedsAccount
    _require_fit(dialogue, user, affiliation=affiliation, seat=seat)
    member = DesignTeamMember.objects.create(
        dialogue=dialogue,
        user=user,
        name=name,
        organization=organization,
        affiliation=affiliation,
        seat=seat,
        seated_at=timezone.now(),
        form_key=form_key or uuid4(),
    )
    _record(by, member, AuditKind.SEAT_TAKEN, seat=_seat_words(seat))
    if email and user is None:
        _offer(by, member, account)
    return member


@transaction.atomic
def accept(*, by: User, token: str) -> DesignTeamMember:
    """Take, with one's own account, the seat that a letter offered. From then on they read the dialogue."""
    member_pk, user_pk = tokens.seat_of(token) or (0, 0)
    member = DesignTeamMember.objects.select_related("dialogue").filter(pk=member_pk).first()
    if member is None or user_pk != by.pk:
        raise SeatNotOffered
    row = _lock_current(member)
    if row.user_id is not None:
        raise SeatNotOffered
    if row.dialogue.design_team.current().filter(user=by).exists():
        raise AlreadySeated
    _require_fit(row.dialogue, by, affiliation=row.affiliation, seat=row.seat)
    row.user = by
    row.save(update_fields=["user"])
    _record(by, row, AuditKind.SEAT_ACCEPTED, seat=_seat_words(row.seat))
    return row


@transaction.atomic
def change(
    *, by: User, member: DesignTeamMember, name: str, organization: str, affiliation: str, seat: str
) -> DesignTeamMember:
    """Change how a member is listed and what their seat is. The last liaison stays one."""
    permissions.may_seat(by, member.dialogue).require()
    row = _lock_current(member)
    if seat == Seat.LIAISON and row.user_id is None:
        raise LiaisonNeedsAccount
    if row.seat == Seat.LIAISON and seat != Seat.LIAISON:
        _require_another_liaison(row)
    _require_same_spaces(row, affiliation=affiliation, seat=seat)
    wanted = (name, organization, affiliation, seat)
    if (row.name, row.organization, row.affiliation, row.seat) == wanted:
        return row
    row.name, row.organization, row.affiliation, row.seat = wanted
    row.save(update_fields=["name", "organization", "affiliation", "seat"])
    _record(by, row, AuditKind.SEAT_CHANGED, seat=_seat_words(seat))
    return row


@transaction.atomic
def leave(*, by: User, member: DesignTeamMember) -> DesignTeamMember:
    """Record that a member left, oneself included. Their sight of the dialogue ends at once."""
    permissions.may_leave(by, member).require()
    row = _lock_current(member)
    if row.seat == Seat.LIAISON:
        _require_another_liaison(row)
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    _record(by, row, AuditKind.SEAT_LEFT)
    return row


@transaction.atomic
def sign_off(*, by: User, dialogue: Dialogue, version: int) -> DesignTeamMember:
    """Agree, in one's own name, to goals, format and ground rules as they stood in the version one read."""
    permissions.may_sign_off(by, dialogue).require()
    row = _lock_open(dialogue)
    _require_version(row, version)
    return _sign(by, row.design_team.current().get(user=by), AuditKind.DESIGN_SIGNED_OFF)


@transaction.atomic
def record_agreement(*, by: User, member: DesignTeamMember, version: int) -> DesignTeamMember:
    """Write down that a member without an account agreed. Members with one sign off themselves."""
    permissions.may_record_agreement(by, member).require()
    row = _lock_current(member)
    _require_version(row.dialogue, version)
    return _sign(by, row, AuditKind.DESIGN_AGREEMENT_RECORDED)


@transaction.atomic
def seat_liaison(*, by: User, dialogue: Dialogue, user: User) -> DesignTeamMember:
    """Give a dialogue a liaison again, as the agency's administrator. Only one of its liaisons will do, and nobody who
    sits there for another side."""
    agency_permissions.may_seat(by, dialogue.agency).require()
    dialogue = _lock_open(dialogue)
    liaisons = Membership.objects.holding(Role.LIAISON)
    if not liaisons.filter(user=user, agency=dialogue.agency_id).exists():
        raise NotALiaison
    member = dialogue.design_team.current().filter(user=user).first()
    if member is not None and member.seat == Seat.LIAISON:
        raise AlreadySeated
    if member is not None:
        _require_same_spaces(member, affiliation=member.affiliation, seat=Seat.LIAISON)
    else:
        member = DesignTeamMember(
            dialogue=dialogue,
            user=user,
            name=user.full_name,
            organization=dialogue.agency.name,
            affiliation=AFFILIATION_OF_AGENCY[AgencyKind(dialogue.agency.kind)],
            seated_at=timezone.now(),
        )
    member.seat = Seat.LIAISON
    member.save()
    _record(by, member, AuditKind.SEAT_TAKEN, seat=_seat_words(Seat.LIAISON))
    return member


@transaction.atomic
def end_seats(*, by: User, user: User, agency: Agency, now: datetime) -> None:
    """Whoever is removed from an agency leaves its dialogues too, open and closed, even as the last liaison.

    Part of the removal (`accounts.registers`). An administrator then seats another liaison.
    """
    seats = DesignTeamMember.objects.current().filter(user=user, dialogue__agency=agency)
    for row in seats.select_related("dialogue").select_for_update(of=("self",)).order_by("pk"):
        row.left_at = now
        row.save(update_fields=["left_at"])
        _record(by, row, AuditKind.SEAT_LEFT)


@transaction.atomic
def require_roles_fit(*, by: User, user: User, agency: Agency) -> None:  # noqa: ARG001 - as the register calls it
    """Refuse roles that run the agency to whoever holds a seat of the community, a facilitator or a neutral there.

    The other side of `_require_fit`, part of a change of roles (`accounts.registers`).
    """
    lock_person(user)
    if not Membership.objects.filter(user=user, agency=agency, roles__overlap=RUNS_AGENCY).exists():
        return
    seats = (
        DesignTeamMember.objects.current().outside_agency_space().filter(user=user, dialogue__agency=agency)
    )
    seat = seats.select_related("dialogue").order_by("pk").first()
    if seat is not None:
        raise SeatedForOthers(seat.dialogue.title)


def _account_of(email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first() if email else None


def _if_known_here(account: User | None, dialogue: Dialogue) -> User | None:
    """Colleagues and the team know of each other's accounts; everyone else is asked first."""
    if account is None:
        return None
    is_member = Membership.objects.filter(user=account, agency=dialogue.agency_id).exists()
    return account if is_member or dialogue.design_team.current().filter(user=account).exists() else None


def _offer(by: User, member: DesignTeamMember, account: User | None) -> None:
    """The same row whether or not there is an account, and none that pages of the dialogue could show."""
    outbox.post(
        by=by,
        kind=SEAT_OFFERED,
        key=f"{SEAT_OFFERED}:{member.pk}",
        recipient=f"user:{account.pk if account else NOBODY}",
        context={"member": member.pk},
        expires_at=member.seated_at + OFFER_LASTS,
    )


def _sign(by: User, member: DesignTeamMember, kind: AuditKind) -> DesignTeamMember:
    if member.signed_off_at is None:
        member.signed_off_at = timezone.now()
        member.save(update_fields=["signed_off_at"])
        _record(by, member, kind)
    return member


def _require_version(dialogue: Dialogue, version: int) -> None:
    """Nobody agrees to words they have not seen."""
    if dialogue.version != version:
        raise DesignChanged


def _lock_open(dialogue: Dialogue) -> Dialogue:
    """The dialogue's row, locked: of two liaisons leaving at once, the second must see that it is alone."""
    row = Dialogue.objects.select_for_update(of=("self",)).select_related("agency").get(pk=dialogue.pk)
    if not row.is_open:
        raise DialogueClosed
    return row


def _lock_current(member: DesignTeamMember) -> DesignTeamMember:
    dialogue = _lock_open(member.dialogue)
    row = dialogue.design_team.get(pk=member.pk)
    if row.left_at is not None:
        raise SeatLeft
    return row


def _require_another_liaison(member: DesignTeamMember) -> None:
    others = member.dialogue.design_team.current().liaisons().exclude(pk=member.pk)
    if not others.exists():
        raise LastLiaison


def _require_fit(dialogue: Dialogue, user: User | None, *, affiliation: str, seat: str) -> None:
    """Those who run the convening agency never read what the community or the neutral keeps to itself."""
    if user is None or not _spaces(affiliation, seat) & {Space.COMMUNITY, Space.NEUTRAL}:
        return
    lock_person(user)
    if Membership.objects.filter(user=user, agency=dialogue.agency_id, roles__overlap=RUNS_AGENCY).exists():
        raise SpaceNotForAgency
    teams = IncidentTeamMember.objects.current().filter(incident__agency=dialogue.agency_id)
    if teams.filter(user=user).exists():
        raise SpaceNotForAgency


def _require_same_spaces(member: DesignTeamMember, *, affiliation: str, seat: str) -> None:
    """A seat that someone looks through is not turned toward another space."""
    before = permissions.spaces_of_seat(member)
    if member.user_id is not None and not _spaces(affiliation, seat) <= before:
        raise SeatCrossesSpaces


def _spaces(affiliation: str, seat: str) -> frozenset[str]:
    return permissions.spaces_of_seat(DesignTeamMember(affiliation=affiliation, seat=seat))


def _seat_words(seat: str) -> str:
    return str(Seat(seat).label)


def _record(by: User, member: DesignTeamMember, kind: AuditKind, **details: Any) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=member.dialogue.agency_id,
        dialogue_id=member.dialogue_id,
        subject=member,
        details=details,
    )
