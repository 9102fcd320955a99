"""Letters because of a session's date: changes and cancellations at once, reminders when the clock says so."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from dialogues import schedules, tokens
from dialogues.choices import AuditKind
from dialogues.models import Invitation, Session
from dialogues.schedules import LetterKind, Rule, after_quiet_hours
from dialogues.services import surveys
from dialogues.timing import Schedule
from records.actors import SYSTEM, Actor
from records.choices import MessageState
from records.models import Message
from records.services import audit, outbox

MOVED = gettext_noop("The session was moved; a notice of the change went instead.")
CANCELLED = gettext_noop("The session was cancelled.")
_ABOUT_ONE_PLAN = (LetterKind.REMINDER, LetterKind.MOVED)


class DueReminder(Protocol):
    """One letter that is due, as the finder in `reminders` tells it."""

    @property
    def session(self) -> Session: ...
    @property
    def participant_id(self) -> int: ...
    @property
    def rule(self) -> Rule: ...
    @property
    def closes_at(self) -> datetime: ...


def reminder_key(session: Session, rule: Rule, participant_id: int) -> str:
    return schedules.reminder_key(session.pk, rule, participant_id, session.schedule_version)


@transaction.atomic
def session_moved(*, by: User, session: Session, before: Schedule | None = None) -> int:  # noqa: ARG001
    """Tell everyone who was asked and did not decline how it stands now.

    Reminders of the older plan are dropped, and those whose day has passed are made up for by this one letter.
    """
    unread = _awaiting_their_invitation(session)
    outbox.cancel_pending(by=by, reason=MOVED, session_id=session.pk, kinds=_ABOUT_ONE_PLAN, is_replaced=True)
    told = _tell_all(by, session, LetterKind.MOVED, expires_at=session.starts_at, unread=unread)
    session.invitations.open().update(told_at=timezone.now())
    return told


@transaction.atomic
def session_cancelled(*, by: User, session: Session) -> int:
    """Tell everyone who was asked and did not decline, also those who asked for no reminders.

    Nobody hears of it who has not been invited yet, nor when the session is over.
    """
    unread = _awaiting_their_invitation(session)
    outbox.cancel_pending(by=by, reason=CANCELLED, session_id=session.pk)
    if session.ends_at <= timezone.now():
        return 0
    return _tell_all(by, session, LetterKind.CANCELLED, expires_at=session.ends_at, unread=unread)


@transaction.atomic
def queue_reminders(*, due: Iterable[DueReminder], now: datetime) -> int:
    """Leave a letter for each reminder that is due. Asked again, it leaves none twice.

    A thank-you brings its person's ticket for the survey, bound to the message alone.
    """
    reminders = list(due)
    sessions = {reminder.session.pk: reminder.session for reminder in reminders}
    left = outbox.post_all(by=SYSTEM, drafts=(_reminder(reminder, now) for reminder in reminders))
    _issue_tickets(sessions, [message for message in left if message.kind == LetterKind.THANKS])
    counts = Counter((message.session_id or 0, Rule(message.context["rule"])) for message in left)
    for (session_pk, rule), count in counts.items():
        _record(SYSTEM, sessions[session_pk], f"{_kind_of(rule).label}: {rule.label}", count)
    return len(left)


def _issue_tickets(sessions: Mapping[int, Session], thanks: Iterable[Message]) -> None:
    """All tickets of a session at once, so that their order is not that of the letters."""
    secrets: dict[int, list[str]] = {}
    for message in thanks:
        secret = next(tokens.candidates(purpose=tokens.SURVEY, nonce=str(message.pk)))
        secrets.setdefault(message.session_id or 0, []).append(secret)
    for session_pk in sorted(secrets):
        surveys.issue_tickets(session=sessions[session_pk], secrets=secrets[session_pk])


def _reminder(reminder: DueReminder, now: datetime) -> outbox.Draft:
    session = reminder.session
    return outbox.Draft(
        kind=_kind_of(reminder.rule),
        key=reminder_key(session, reminder.rule, reminder.participant_id),
        recipient=f"participant:{reminder.participant_id}",
        context={"rule": reminder.rule.value},
        expires_at=reminder.closes_at,
        not_before=after_quiet_hours(now, session.zone, reminder.closes_at),
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        session_id=session.pk,
        schedule_version=session.schedule_version,
    )


def _kind_of(rule: Rule) -> LetterKind:
    return LetterKind.THANKS if rule == Rule.THANKS else LetterKind.REMINDER


def _awaiting_their_invitation(session: Session) -> set[str]:
    """People whose invitation has not gone yet. They get only that: it is worded when it goes."""
    waiting = Message.objects.filter(
        session_id=session.pk, kind=LetterKind.INVITATION, state=MessageState.PENDING
    )
    return set(waiting.values_list("recipient", flat=True))


def _tell_all(
    by: User, session: Session, kind: LetterKind, *, expires_at: datetime, unread: Collection[str]
) -> int:
    """One letter to each person who was asked, did not decline and can be reached."""
    invitations = session.invitations.to_be_told().select_related("participant", "session__dialogue")
    told = post_letters(
        by=by,
        invitations=[row for row in invitations if row.participant.reference not in unread],
        kind=kind,
        key=f"v{session.schedule_version}",
        expires_at=expires_at,
    )
    if told:
        _record(by, session, str(kind.label), told)
    return told


def post_letters(
    *,
    by: Actor,
    invitations: Iterable[Invitation],
    kind: LetterKind,
    key: str,
    expires_at: datetime,
    context: dict[str, bool | str] | None = None,
) -> int:
    """Leave one letter of a kind to the person of each invitation. The same `key` writes to nobody twice."""
    drafts = [
        outbox.Draft(
            kind=kind,
            key=f"{kind}:{row.session_id}:{row.participant_id}:{row.token_digest[:12]}:{key}",
            recipient=f"participant:{row.participant_id}",
            context=context or {},
            expires_at=expires_at,
            agency_id=row.session.dialogue.agency_id,
            dialogue_id=row.session.dialogue_id,
            session_id=row.session_id,
            schedule_version=row.session.schedule_version,
        )
        for row in invitations
    ]
    return len(outbox.post_all(by=by, drafts=drafts))


def _record(by: Actor, session: Session, what: str, count: int) -> None:
    audit.record(
        by=by,
        kind=AuditKind.LETTERS_QUEUED,
        agency_id=session.dialogue.agency_id,
        dialogue_id=session.dialogue_id,
        subject=session,
        details={"what": what, "count": count},
    )
