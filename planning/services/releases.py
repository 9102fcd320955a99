"""Releasing an agenda, and saying of a release that both sides designed it together."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dialogues import permissions as dialogue_permissions
from dialogues.models import DesignTeamMember
from planning.choices import AuditKind
from planning.errors import MovedBeforeRelease, NothingNew, NothingToRelease, ReleaseReplaced
from planning.models import Agenda, AgendaRelease, ReleaseConfirmation
from planning.services.agenda_rows import kept_items, lock, record, require
from planning.summaries.releases import Difference, content_of, printable


@transaction.atomic
def release(*, by: User, agenda: Agenda, note: str = "", version: int | None = None) -> AgendaRelease:
    """Make the working agenda the next numbered release. From then on it is what is printed and shown.

    `version` is that of the agenda which was shown to `by`. Refused when it changed since, while there are no items,
    and when nothing changed since the last release.
    """
    require(by, agenda.session)
    row = lock(agenda)
    if version is not None and row.version != version:
        raise MovedBeforeRelease
    blocks = kept_items(row)
    if not blocks:
        raise NothingToRelease
    content, last = content_of(row, blocks), printable(row)
    if last is not None and not Difference.between(last.content, content, row.session.zone):
        raise NothingNew
    made = AgendaRelease.objects.create(
        agenda=row,
        number=last.number + 1 if last else 1,
        made_at=timezone.now(),
        made_by=by,
        note=note,
        agenda_version=row.version,
        content=content,
    )
    record(by, row, AuditKind.AGENDA_RELEASED, row, number=made.number)
    return made


@transaction.atomic
def confirm(*, by: User, release: AgendaRelease, member: DesignTeamMember) -> ReleaseConfirmation:
    """Say that this release was designed together: in one's own name, or as liaison for a member without an account.

    Only of the last release: nobody confirms what will not be used. Said twice, it counts once.
    """
    agenda = release.agenda
    _require_word(by, agenda, member)
    row = lock(agenda)
    if row.releases.filter(number__gt=release.number).exists():
        raise ReleaseReplaced
    known = release.confirmations.filter(member=member, withdrawn_at__isnull=True).first()
    if known is not None:
        return known
    made = ReleaseConfirmation.objects.create(
        release=release, member=member, confirmed_at=timezone.now(), confirmed_by=by
    )
    record(by, row, AuditKind.AGENDA_RELEASE_CONFIRMED, row, member=_side(member), number=release.number)
    return made


@transaction.atomic
def take_back(*, by: User, release: AgendaRelease, member: DesignTeamMember) -> None:
    """Take back a confirmation, on the same grounds on which it was given. The row stays in the record."""
    agenda = release.agenda
    _require_word(by, agenda, member)
    row = lock(agenda)
    if row.releases.filter(number__gt=release.number).exists():
        raise ReleaseReplaced
    if release.confirmations.filter(member=member, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    ):
        record(
            by, row, AuditKind.AGENDA_RELEASE_UNCONFIRMED, row, member=_side(member), number=release.number
        )


def _require_word(by: User, agenda: Agenda, member: DesignTeamMember) -> None:
    """The same rule as for signing off the design: oneself, or the liaison for who has no account."""
    require(by, agenda.session)
    if member.user_id == by.pk:
        dialogue_permissions.may_sign_off(by, agenda.session.dialogue).require()
    else:
        dialogue_permissions.may_record_agreement(by, member).require()


def _side(member: DesignTeamMember) -> str:
    """The record names the side and not the person: reviewers read it."""
    return str(member.get_affiliation_display())
