"""What invited people do with their private link: answer, say what they need, stop letters. They are never named:
the record says only that someone with a link did it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from dialogues.choices import Answer, AuditKind, Naming
from dialogues.errors import InvitationClosed, SessionFull
from dialogues.models import Invitation, Session
from dialogues.schedules import LetterKind
from dialogues.services import notices
from records.actors import LINK_HOLDER
from records.models import Message
from records.services import audit, outbox

MOST_CONFIRMATIONS_A_DAY = 3
STOPPED = gettext_noop("The person asked for no more letters.")
NO_REMINDERS = gettext_noop("The person asked for no reminders.")
REMINDING = (LetterKind.REMINDER, LetterKind.THANKS)


@transaction.atomic
def answer(*, invitation: Invitation, answer: str, naming: str = "", alias: str = "") -> Invitation:
    """Say yes, maybe or no, and how one wishes to be named; as often as wanted until the session begins.

    A yes takes a seat where seats are counted. The same answer to the same plan changes nothing and sends nothing.
    """
    session = Session.objects.select_for_update(no_key=True).get(pk=invitation.session_id)
    row = _lock_open(invitation, session)
    before = row.answer
    if answer == Answer.YES and before != Answer.YES:
        _take_seat(session)
    if _name(row, naming, alias):
        _record(row, AuditKind.PARTICIPANT_CHANGED, with_session=False)
    if answer != before or row.plan_version != session.schedule_version:
        now = timezone.now()
        row.answer, row.answered_at, row.told_at = answer, now, now
        row.plan_version = session.schedule_version
        row.save(update_fields=["answer", "answered_at", "told_at", "plan_version"])
        _confirm(row, before)
        _record(row, AuditKind.INVITATION_ANSWERED)
    return row


@transaction.atomic
def tell_access_needs(*, invitation: Invitation, needs: str) -> None:
    """Replace what the person said before about what they need; empty takes it away."""
    row = _lock_open(invitation, invitation.session)
    if row.participant.access_needs == needs:
        return
    row.participant.access_needs = needs
    row.participant.version += 1
    row.participant.save(update_fields=["access_needs", "version"])
    _record(row, AuditKind.PARTICIPANT_CHANGED, with_session=False)


@transaction.atomic
def stop_letters(*, invitation: Invitation) -> None:
    """No more letters of any kind to this person about this dialogue. Their seat stays theirs."""
    person = invitation.participant
    if person.contact_stopped_at is not None:
        return
    person.contact_stopped_at = timezone.now()
    person.save(update_fields=["contact_stopped_at"])
    outbox.cancel_pending(
        by=LINK_HOLDER,
        reason=STOPPED,
        dialogue_id=person.dialogue_id,
        recipient=person.reference,
    )
    _record(invitation, AuditKind.CONTACT_STOPPED, with_session=False)


@transaction.atomic
def resume_letters(*, invitation: Invitation) -> None:
    """Undo `stop_letters`, and hear of this session again."""
    person = invitation.participant
    if person.contact_stopped_at is None:
        return
    person.contact_stopped_at = None
    person.save(update_fields=["contact_stopped_at"])
    _record(invitation, AuditKind.CONTACT_RESUMED, with_session=False)


@transaction.atomic
def stop_reminders(*, invitation: Invitation) -> None:
    """No reminders of this session. Changes, a cancellation and confirmations still come."""
    if invitation.reminders_stopped_at is not None:
        return
    invitation.reminders_stopped_at = timezone.now()
    invitation.save(update_fields=["reminders_stopped_at"])
    outbox.cancel_pending(
        by=LINK_HOLDER,
        reason=NO_REMINDERS,
        session_id=invitation.session_id,
        recipient=invitation.participant.reference,
        kinds=REMINDING,
    )
    _record(invitation, AuditKind.REMINDERS_STOPPED)


@transaction.atomic
def resume_reminders(*, invitation: Invitation) -> None:
    if invitation.reminders_stopped_at is None:
        return
    invitation.reminders_stopped_at = None
    invitation.save(update_fields=["reminders_stopped_at"])
    _record(invitation, AuditKind.REMINDERS_RESUMED)


def _lock_open(invitation: Invitation, session: Session) -> Invitation:
    """The invitation's row, locked, if it may still be answered."""
    rows = Invitation.objects.select_for_update(no_key=True, of=("self", "participant"))
    row = rows.select_related("participant", "session__dialogue").get(pk=invitation.pk)
    is_over = not session.is_planned or session.starts_at <= timezone.now()
    if row.withdrawn_at is not None or is_over or not row.session.dialogue.is_open:
        raise InvitationClosed
    return row


def _take_seat(session: Session) -> None:
    """Called while the session's row is locked, so that the last seat is given once."""
    if session.capacity is not None and session.invitations.coming().count() >= session.capacity:
        raise SessionFull


def _name(row: Invitation, naming: str, alias: str) -> bool:
    """How they wish to be named, here and from now on. A chosen name is kept when none is given again.

    Nobody is left without anything to be called by, except who asked to be a number.
    """
    person = row.participant
    if not naming:
        return False
    alias = alias or person.alias
    if naming != Naming.NUMBER and not (person.name or alias):
        naming = Naming.NUMBER
    if (row.naming, person.naming, person.alias) == (naming, naming, alias):
        return False
    row.naming = person.naming = naming
    person.alias = alias
    person.version += 1
    row.save(update_fields=["naming"])
    person.save(update_fields=["naming", "alias", "version"])
    return True


def _confirm(row: Invitation, before: str) -> None:
    """One letter for each changed answer, but never a flood: whoever holds the link could fill a mailbox."""
    if not row.participant.is_reachable:
        return
    a_day_ago = timezone.now() - timedelta(days=1)
    recent = Message.objects.filter(
        session_id=row.session_id,
        recipient=row.participant.reference,
        kind=LetterKind.CONFIRMATION,
        created_at__gt=a_day_ago,
    )
    if recent.count() >= MOST_CONFIRMATIONS_A_DAY or row.answered_at is None:
        return
    notices.post_letters(
        by=LINK_HOLDER,
        invitations=[row],
        kind=LetterKind.CONFIRMATION,
        key=f"{row.answered_at:%Y%m%dT%H%M%S%f}",
        expires_at=row.session.starts_at,
        context={"answer": row.answer, "had_entry": before in {Answer.YES, Answer.MAYBE}},
    )


def _record(row: Invitation, kind: AuditKind, *, with_session: bool = True) -> None:
    session = row.session
    audit.record(
        by=LINK_HOLDER,
        kind=kind,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session if with_session else None,
    )
