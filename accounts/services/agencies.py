"""Agencies and review organizations: opened from the command line, their details kept by administrators."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.choices import AuditKind
from accounts.errors import AgencyAlreadyOpen, ReviewOrganizationAlreadyOpen
from accounts.models import Agency, MemberInvitation, ReviewOrganization, User
from accounts.permissions import may_manage_agency
from accounts.roles import Role
from accounts.services import members
from records.actors import Actor
from records.services import audit

DETAILS = ("name", "kind", "ori", "state", "time_zone", "paper_size", "public_contact")


@transaction.atomic
def change(*, by: User, agency: Agency, **details: Any) -> Agency:
    """Change the details of an agency. Only its administrators; an ORI belongs to one agency."""
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    may_manage_agency(by, agency).require()
    changed = [name for name in DETAILS if name in details and getattr(agency, name) != details[name]]
    if not changed:
        return agency
    for name in changed:
        setattr(agency, name, details[name])
    if _is_taken(agency):
        raise AgencyAlreadyOpen
    agency.save(update_fields=changed)
    audit.record(
        by=by,
        kind=AuditKind.AGENCY_CHANGED,
        agency_id=agency.pk,
        subject=agency,
        details={"changed": changed},
    )
    return agency


@transaction.atomic
def open_agency(
    *,
    by: Actor,
    name: str,
    kind: str,
    state: str,
    time_zone: str,
    administrator_email: str,
    administrator_name: str,
    now: datetime,
) -> MemberInvitation:
    """Open an agency and invite its first administrator. From the command line."""
    agency = Agency(name=name, kind=kind, state=state, time_zone=time_zone)
    if Agency.objects.filter(name__iexact=name, state=state).exists():
        raise AgencyAlreadyOpen
    agency.slug = _free_slug(f"{name} {state}")
    agency.save()
    audit.record(by=by, kind=AuditKind.AGENCY_OPENED, agency_id=agency.pk, subject=agency)
    return members.issue(
        by=by,
        place=agency,
        email=administrator_email,
        full_name=administrator_name,
        roles=[Role.ADMINISTRATOR],
        now=now,
    )


@transaction.atomic
def open_review_organization(
    *,
    by: Actor,
    name: str,
    short_name: str,
    scope: str,
    agencies: Iterable[Agency],
    reviewer_email: str,
    reviewer_name: str,
    now: datetime,
) -> MemberInvitation:
    """Open a review organization over some agencies and invite its first reviewer. From the command line."""
    if ReviewOrganization.objects.filter(name__iexact=name).exists():
        raise ReviewOrganizationAlreadyOpen
    organization = ReviewOrganization.objects.create(name=name, short_name=short_name, scope=scope)
    organization.agencies.set(agencies)
    for agency in organization.agencies.all():
        audit.record(
            by=by, kind=AuditKind.REVIEW_ORGANIZATION_OPENED, agency_id=agency.pk, subject=organization
        )
    return members.issue(
        by=by, place=organization, email=reviewer_email, full_name=reviewer_name, roles=[], now=now
    )


def _is_taken(agency: Agency) -> bool:
    others = Agency.objects.exclude(pk=agency.pk)
    return bool(agency.ori) and others.filter(ori=agency.ori).exists()


def _free_slug(words: str) -> str:
    """An address-safe name that no agency has yet."""
    wanted = slugify(words)[:70] or "agency"
    taken = set(Agency.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, 10_000) if (slug := f"{wanted}-{number}") not in taken)
