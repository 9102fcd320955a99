"""Asking people to a session: inviting, asking again, withdrawing. The answer is theirs; see replies."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues import permissions, tokens
from dialogues.choices import Answer, AuditKind
from dialogues.errors import InvitationClosed, NobodyToInvite, SessionInPast, SessionSettled
from dialogues.formats import MOST_INVITED_AT_ONCE
from dialogues.models import Invitation, Participant, Session
from dialogues.schedules import LetterKind
from dialogues.services import gate, notices
from records.services import audit, bounces, outbox

WITHDRAWN = gettext_noop("The invitation was withdrawn.")


@dataclass(frozen=True)
class Asked:
    """What came of inviting: letters on their way, invitations for paper, people who were asked before."""

    by_mail: int
    on_paper: int
    before: int

    @property
    def all(self) -> int:
        return self.by_mail + self.on_paper


@transaction.atomic
def invite(*, by: User, session: Session, participants: Collection[int]) -> Asked:
    """Invite these people. Asked twice, it invites once; those without an address get a letter on paper.

    After an incident, refused while the gate says “not yet” (see `services.gate`).
    """
    session = _lock_inviting(by, session)
    gate.require_ready(session.dialogue)
    chosen = Participant.objects.filter(dialogue=session.dialogue_id, pk__in=participants)
    people = list(
        chosen.filter(contact_stopped_at=None).not_invited_to(session).order_by("pk")[:MOST_INVITED_AT_ONCE]
    )
    before = chosen.count() - len(people)
    if not people:
        if before:
            return Asked(0, 0, before)
        raise NobodyToInvite
    invitations = _save_invitations(by, session, people)
    by_mail = _post(by, session, invitations)
    _record(by, session, AuditKind.INVITATIONS_SENT, count=len(invitations))
    return Asked(by_mail, len(invitations) - by_mail, before)


@transaction.atomic
def send_again(*, by: User, invitation: Invitation, letters: int) -> bool:
    """Write the invitation once more, with the same link. `letters` is how many the person looking saw sent: a
    second click sends nothing. A withdrawn invitation is opened again with a new link. Asking once more is inviting,
    and waits for the gate like it."""
    session = _lock_inviting(by, invitation.session)
    row = Invitation.objects.select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)
    if row.letters != letters:
        return False
    if row.participant.contact_stopped_at is not None:
        raise NobodyToInvite
    gate.require_ready(session.dialogue)
    if row.withdrawn_at is not None:
        link = tokens.new_link(tokens.INVITATION)
        row.nonce, row.token_digest, row.withdrawn_at = link.nonce, link.digest, None
        row.answer, row.answered_at = Answer.NONE, None
    row.told_at = timezone.now()
    row.plan_version = session.schedule_version
    row.letters += 1
    row.session = session
    row.save()
    bounces.clear(by=by, recipient=row.participant.reference)
    _post(by, session, [row])
    _record(by, session, AuditKind.INVITATION_WRITTEN_AGAIN)
    return True


@transaction.atomic
def withdraw(*, by: User, invitation: Invitation) -> None:
    """Take an invitation back; its link stops working. Who had said that they come is told."""
    permissions.may_invite(by, invitation.session.dialogue).require()
    row = Invitation.objects.select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    session = invitation.session
    outbox.cancel_pending(by=by, reason=WITHDRAWN, session_id=session.pk, recipient=row.participant.reference)
    expects_to_come = row.answer in {Answer.YES, Answer.MAYBE}
    if expects_to_come and row.participant.is_reachable and session.starts_at > timezone.now():
        row.session = session
        notices.post_letters(
            by=by, invitations=[row], kind=LetterKind.WITHDRAWN, key="", expires_at=session.starts_at
        )
    _record(by, session, AuditKind.INVITATION_WITHDRAWN)


@transaction.atomic
def note_on_paper(*, by: User, invitation: Invitation) -> None:
    """Keep in the record that somebody took out a letter with a private link, before it is shown.

    A letter on paper waits for the gate as one by mail does.
    """
    permissions.may_invite(by, invitation.session.dialogue).require()
    gate.require_ready(invitation.session.dialogue)
    known = tokens.token_again(
        purpose=tokens.INVITATION, nonce=invitation.nonce, digest=invitation.token_digest
    )
    if invitation.withdrawn_at is not None or known is None:
        raise InvitationClosed
    _record(by, invitation.session, AuditKind.EXPORT_MADE, what="an invitation on paper")


def _lock_inviting(by: User, session: Session) -> Session:
    """The session's row, locked: two people inviting at once must not ask anybody twice.

    The dialogue's row is locked before it, so that no answer at the gate changes meanwhile.
    """
    permissions.may_invite(by, session.dialogue).require()
    gate.lock(session.dialogue)
    rows = Session.objects.select_for_update(no_key=True, of=("self",)).select_related("dialogue__agency")
    row = rows.get(pk=session.pk)
    if not row.is_planned:
        raise SessionSettled
    if row.starts_at <= timezone.now():
        raise SessionInPast
    return row


def _save_invitations(by: User, session: Session, people: list[Participant]) -> list[Invitation]:
    now = timezone.now()
    rows = []
    for person in people:
        link = tokens.new_link(tokens.INVITATION)
        rows.append(
            Invitation(
                session=session,
                participant=person,
                nonce=link.nonce,
                token_digest=link.digest,
                invited_at=now,
                invited_by=by,
                told_at=now,
                letters=1,
                plan_version=session.schedule_version,
            )
        )
    return Invitation.objects.bulk_create(rows, batch_size=500)


def _post(by: User, session: Session, invitations: list[Invitation]) -> int:
    """Leave the letters, and count them; people without an address get theirs on paper."""
    return notices.post_letters(
        by=by,
        invitations=[row for row in invitations if row.participant.is_reachable],
        kind=LetterKind.INVITATION,
        key=str(invitations[0].letters),
        expires_at=session.starts_at,
    )


def _record(by: User, session: Session, kind: AuditKind, **details: int | str) -> None:
    audit.record(
        by=by,
        kind=kind,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details=details,
    )
