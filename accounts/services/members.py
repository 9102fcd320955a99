"""Who belongs to an agency and as what. Changes are made under a lock on the agency, one after the other."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import translation

from accounts import roles as role_names
from accounts import tokens
from accounts.choices import AuditKind
from accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationForSomeoneElse,
    InvitationNotOpen,
    LastAdministrator,
    LetterJustSent,
    NotAllowed,
    RolesMissing,
)
from accounts.models import Agency, MemberInvitation, Membership, ReviewMembership, ReviewOrganization, User
from accounts.permissions import may_manage_agency
from accounts.registers import carry_out_departure, carry_out_roles
from accounts.roles import Role
from records.actors import Actor
from records.services import audit, outbox

OPEN_FOR = timedelta(days=7)
BETWEEN_LETTERS = timedelta(minutes=10)


@transaction.atomic
def invite(
    *, by: User, agency: Agency, email: str, full_name: str, roles: Sequence[str], now: datetime
) -> MemberInvitation:
    """Invite someone into the agency. Only its administrators; each address once at a time."""
    agency = _locked(agency)
    may_manage_agency(by, agency).require()
    email = email.strip().lower()
    if Membership.objects.filter(agency=agency, user__email=email).exists():
        raise AlreadyMember
    return issue(by=by, place=agency, email=email, full_name=full_name, roles=roles, now=now)


@transaction.atomic
def issue(
    *,
    by: Actor,
    place: Agency | ReviewOrganization,
    email: str,
    full_name: str,
    roles: Sequence[str],
    now: datetime,
) -> MemberInvitation:
    """Make an invitation and its letter. Who may do so is for the caller to ask: `invite`, or a command."""
    invitations = place.member_invitations.filter(email=email.strip().lower())
    if invitations.unsettled().exists():
        raise AlreadyInvited
    nonce, digest = _new_secret()
    invitation = MemberInvitation.objects.create(
        agency=place if isinstance(place, Agency) else None,
        organization=place if isinstance(place, ReviewOrganization) else None,
        email=email.strip().lower(),
        full_name=full_name,
        roles=_in_order(roles) if isinstance(place, Agency) else [],
        nonce=nonce,
        token_digest=digest,
        invited_by=by if isinstance(by, User) else None,
        invited_at=now,
        expires_at=now + OPEN_FOR,
    )
    kind = AuditKind.MEMBER_INVITED if isinstance(place, Agency) else AuditKind.REVIEWER_INVITED
    _tell(by=by, kind=kind, invitation=invitation, details={"roles": _spelled(invitation.roles)})
    _post_letter(by=by, invitation=invitation)
    return invitation


@transaction.atomic
def invite_again(*, by: User, invitation: MemberInvitation, now: datetime) -> MemberInvitation:
    """Send a new letter with a new link, open for another week. Earlier links stop working."""
    invitation = _locked_invitation(invitation)
    _require_manager(by, invitation)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationNotOpen
    if now - invitation.invited_at < BETWEEN_LETTERS:
        raise LetterJustSent
    invitation.nonce, invitation.token_digest = _new_secret()
    invitation.invited_at, invitation.expires_at = now, now + OPEN_FOR
    invitation.save(update_fields=["nonce", "token_digest", "invited_at", "expires_at"])
    _tell(by=by, kind=AuditKind.MEMBER_INVITED_AGAIN, invitation=invitation)
    _post_letter(by=by, invitation=invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation: MemberInvitation, now: datetime) -> None:
    """Take an invitation back; its link stops working, and a letter still waiting is not sent."""
    invitation = _locked_invitation(invitation)
    _require_manager(by, invitation)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise InvitationNotOpen
    invitation.withdrawn_at, invitation.withdrawn_by = now, by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _tell(by=by, kind=AuditKind.MEMBER_INVITATION_WITHDRAWN, invitation=invitation)


@transaction.atomic
def join(*, by: User, invitation: MemberInvitation, now: datetime) -> None:
    """Accept an invitation with the account of the invited address. Once, in time, and by nobody else.

    Refused while they hold a seat that its roles do not go with; whoever invites learns nothing of seats.
    """
    invitation = _locked_invitation(invitation)
    _require_open(invitation, now)
    if by.email != invitation.email:
        raise InvitationForSomeoneElse
    if not _take_place(by, invitation):
        raise AlreadyMember
    if invitation.agency:
        carry_out_roles(by=by, user=by, agency=invitation.agency)
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    kind = AuditKind.MEMBER_JOINED if invitation.agency else AuditKind.REVIEWER_JOINED
    _tell(by=by, kind=kind, invitation=invitation)


@transaction.atomic
def join_with_new_account(
    *, invitation: MemberInvitation, full_name: str, password: str, language: str, now: datetime
) -> User:
    """Accept an invitation and make the account it is for, in the zone of the agency."""
    locked = _locked_invitation(invitation)
    _require_open(locked, now)
    if User.objects.filter(email=locked.email).exists():
        raise InvitationForSomeoneElse
    fields = {"time_zone": locked.agency.time_zone} if locked.agency else {}
    user = User.objects.create_user(locked.email, password, full_name=full_name, language=language, **fields)
    join(by=user, invitation=locked, now=now)
    return user


@transaction.atomic
def change_roles(*, by: User, membership: Membership, roles: Sequence[str]) -> Membership:
    """Set all roles of a member. An agency always keeps an administrator. Other rooms may refuse (`registers`)."""
    agency = _locked(membership.agency)
    may_manage_agency(by, agency).require()
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    wanted = _in_order(roles)
    if Role.ADMINISTRATOR not in wanted:
        _require_other_administrator(agency, membership)
    if wanted == membership.roles:
        return membership
    membership.roles = wanted
    membership.save(update_fields=["roles"])
    carry_out_roles(by=by, user=membership.user, agency=agency)
    audit.record(
        by=by,
        kind=AuditKind.MEMBER_ROLES_CHANGED,
        agency_id=agency.pk,
        subject=membership.user,
        details={"roles": _spelled(wanted)},
    )
    return membership


@transaction.atomic
def remove(*, by: User, membership: Membership, now: datetime) -> None:
    """End a membership at once: roles, seats in the agency's dialogues, and every browser still signed in."""
    agency = _locked(membership.agency)
    may_manage_agency(by, agency).require()
    membership = Membership.objects.select_related("user").get(pk=membership.pk)
    _require_other_administrator(agency, membership)
    user = membership.user
    membership.delete()
    User.objects.filter(pk=user.pk).update(sign_in_version=F("sign_in_version") + 1)
    carry_out_departure(by=by, user=user, agency=agency, now=now)
    audit.record(by=by, kind=AuditKind.MEMBER_REMOVED, agency_id=agency.pk, subject=user)


# --- parts ------------------------------------------------------------------------------------------


def _locked(agency: Agency) -> Agency:
    """Members of one agency change one after the other, so two administrators cannot remove each other."""
    return Agency.objects.select_for_update().get(pk=agency.pk)


def _locked_invitation(invitation: MemberInvitation) -> MemberInvitation:
    return MemberInvitation.objects.with_place().select_for_update(of=("self",)).get(pk=invitation.pk)


def _require_manager(by: User, invitation: MemberInvitation) -> None:
    """Reviewers are invited from the command line, so nobody manages their invitations here."""
    if invitation.agency is None:
        raise NotAllowed
    may_manage_agency(by, invitation.agency).require()


def _take_place(user: User, invitation: MemberInvitation) -> bool:
    """Make the membership that the invitation promises; says whether it is new."""
    if invitation.agency:
        return Membership.objects.get_or_create(
            user=user, agency=invitation.agency, defaults={"roles": invitation.roles}
        )[1]
    return ReviewMembership.objects.get_or_create(user=user, organization=invitation.organization)[1]


def _require_open(invitation: MemberInvitation, now: datetime) -> None:
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= now:
        raise InvitationNotOpen


def _require_other_administrator(agency: Agency, membership: Membership) -> None:
    others = agency.memberships.holding(Role.ADMINISTRATOR).exclude(pk=membership.pk)
    if Role.ADMINISTRATOR in membership.roles and not others.exists():
        raise LastAdministrator


def _in_order(roles: Sequence[str]) -> list[str]:
    held = [str(role) for role in Role if role in set(roles)]
    if not held:
        raise RolesMissing
    return held


def _spelled(roles: Sequence[str]) -> str:
    """Names of roles as the record keeps them, whatever language the person reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return role_names.spell(roles)


def _new_secret() -> tuple[str, str]:
    nonce = tokens.new_nonce()
    token = tokens.derive(key=settings.LINK_KEY, purpose=tokens.JOIN, nonce=nonce)
    return nonce, tokens.digest(token)


def _tell(
    *, by: Actor, kind: AuditKind, invitation: MemberInvitation, details: dict[str, str] | None = None
) -> None:
    audit.record(
        by=by, kind=kind, agency_id=invitation.agency_id, subject=invitation.place, details=details or {}
    )


def _post_letter(*, by: Actor, invitation: MemberInvitation) -> None:
    outbox.post(
        by=by,
        kind="member_invitation",
        key=f"member_invitation:{invitation.pk}:{invitation.token_digest[:16]}",
        recipient=f"member_invitation:{invitation.pk}",
        context={},
        expires_at=invitation.expires_at,
        agency_id=invitation.agency_id,
    )
