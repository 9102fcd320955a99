"""The last look before a letter goes: does it still hold? Then its words, else the reason why not.

Reasons are kept with the message and shown to the liaison, translated.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop

from accounts import tokens as link_tokens
from dialogues import emails, tokens
from dialogues.choices import Answer, DialogueStatus, SessionStatus
from dialogues.formats import REMOVED
from dialogues.models import Invitation, Participant, Session, SurveyTicket
from dialogues.reminders.pauses import held_back
from dialogues.schedules import LetterKind
from dialogues.summaries.gate import GateStanding
from records.choices import MessageState
from records.models import Message
from records.registers import Letter, MessageKind, Waits, Withdrawn, register_message_kind

STOPPED = gettext_noop("The person asked for no more letters.")
NO_ADDRESS = gettext_noop("There is no e-mail address any more.")
NO_REMINDERS = gettext_noop("The person asked for no reminders.")
DECLINED = gettext_noop("The person is not coming.")
WITHDRAWN = gettext_noop("The invitation was withdrawn.")
INVITED_AGAIN = gettext_noop("The person was invited again.")
ANSWERED_AGAIN = gettext_noop("The person answered again since.")
CANCELLED = gettext_noop("The session was cancelled.")
HELD = gettext_noop("The session was already held.")
NOT_HELD = gettext_noop("The session is not recorded as held.")
NOT_READY = gettext_noop("It is not time to invite: a check of “Ready to meet?” is open.")
CLOSED = gettext_noop("The dialogue was closed.")
MOVED = gettext_noop("The session was moved; a notice of the change went instead.")


def prepare_invitation(message: Message, now: datetime) -> Letter | Withdrawn | Waits:  # noqa: ARG001
    """The gate is asked again: an invitation that has not left yet waits while it is “not yet”."""
    invitation = _invitation_of(message)
    refused = _why_not(invitation)
    if refused:
        return refused
    return _too_early(_sure(invitation)) or emails.invitation(_sure(invitation))


def prepare_confirmation(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001
    invitation = _invitation_of(message)
    refused = _why_not(invitation)
    if refused:
        return refused
    if _sure(invitation).answer != message.context.get("answer"):
        return Withdrawn("superseded", ANSWERED_AGAIN)
    return emails.confirmation(_sure(invitation), had_entry=bool(message.context.get("had_entry")))


def prepare_reminder(message: Message, now: datetime) -> Letter | Withdrawn | Waits:  # noqa: ARG001
    invitation = _invitation_of(message)
    refused = _why_not(invitation)
    if refused:
        return refused
    invitation = _sure(invitation)
    if invitation.session.schedule_version != message.schedule_version:
        return Withdrawn("superseded", MOVED)
    if invitation.reminders_stopped_at is not None:
        return Withdrawn("cancelled", NO_REMINDERS)
    if invitation.answer == Answer.NO:
        return Withdrawn("cancelled", DECLINED)
    if _is_unasked(message) and (waits := _too_early(invitation)):
        return waits
    return held_back(message.dialogue_id) or emails.session_reminder(invitation)


def prepare_moved(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001
    invitation = _invitation_of(message)
    refused = _why_not(invitation)
    if refused:
        return refused
    if _sure(invitation).session.schedule_version != message.schedule_version:
        return Withdrawn("superseded", MOVED)
    if _sure(invitation).answer == Answer.NO:
        return Withdrawn("cancelled", DECLINED)
    return emails.session_moved(_sure(invitation))


def prepare_cancelled(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001
    invitation = _invitation_of(message)
    refused = _not_to_this_person(invitation)
    if refused:
        return refused
    return emails.session_cancelled(_sure(invitation))


def prepare_withdrawn(message: Message, now: datetime) -> Letter | Withdrawn:  # noqa: ARG001
    invitation = _invitation_of(message)
    refused = _not_to_this_person(invitation, is_about_withdrawal=True)
    if refused:
        return refused
    if _sure(invitation).withdrawn_at is None:
        return Withdrawn("superseded", INVITED_AGAIN)
    return emails.invitation_withdrawn(_sure(invitation))


def prepare_thanks(message: Message, now: datetime) -> Letter | Withdrawn | Waits:  # noqa: ARG001
    session = Session.objects.select_related("dialogue__agency").filter(pk=message.session_id).first()
    person = Participant.objects.filter(pk=_number(message)).first()
    if session is None or person is None:
        return Withdrawn("cancelled", REMOVED)
    if not person.is_reachable:
        return Withdrawn("cancelled", STOPPED if person.email else NO_ADDRESS)
    if session.status != SessionStatus.HELD:
        return Withdrawn("cancelled", NOT_HELD)
    invitation = Invitation.objects.filter(session=session, participant=person).first()
    if invitation is not None and invitation.reminders_stopped_at is not None:
        return Withdrawn("cancelled", NO_REMINDERS)
    if waits := held_back(message.dialogue_id):
        return waits
    return emails.session_thanks(session, person, invitation, survey_address=_survey_address(message, person))


PREPARE: dict[LetterKind, Callable[[Message, datetime], Letter | Withdrawn | Waits]] = {
    LetterKind.INVITATION: prepare_invitation,
    LetterKind.CONFIRMATION: prepare_confirmation,
    LetterKind.REMINDER: prepare_reminder,
    LetterKind.MOVED: prepare_moved,
    LetterKind.CANCELLED: prepare_cancelled,
    LetterKind.WITHDRAWN: prepare_withdrawn,
    LetterKind.THANKS: prepare_thanks,
}
OPTIONAL = frozenset({LetterKind.REMINDER, LetterKind.THANKS})


def register() -> None:
    """Sign the kinds of letters of this room; called at start-up."""
    for kind, prepare in PREPARE.items():
        register_message_kind(MessageKind(kind.value, kind.label, prepare, is_essential=kind not in OPTIONAL))


def _number(message: Message) -> int:
    return int(message.recipient.partition(":")[2])


def _invitation_of(message: Message) -> Invitation | None:
    rows = Invitation.objects.select_related("participant", "session__dialogue__agency")
    return rows.filter(session=message.session_id, participant=_number(message)).first()


def _sure(invitation: Invitation | None) -> Invitation:
    if invitation is None:
        raise ValueError("asked for the words of a letter without an invitation")
    return invitation


def _not_to_this_person(
    invitation: Invitation | None, *, is_about_withdrawal: bool = False
) -> Withdrawn | None:
    """Reasons that lie with the person: removed, stopped letters, no address, invitation withdrawn."""
    if invitation is None:
        return Withdrawn("cancelled", REMOVED)
    if invitation.withdrawn_at is not None and not is_about_withdrawal:
        return Withdrawn("cancelled", WITHDRAWN)
    if invitation.participant.contact_stopped_at is not None:
        return Withdrawn("cancelled", STOPPED)
    if not invitation.participant.email:
        return Withdrawn("cancelled", NO_ADDRESS)
    return None


def _why_not(invitation: Invitation | None) -> Withdrawn | None:
    """Reasons that lie with the person or with the session."""
    refused = _not_to_this_person(invitation)
    if refused or invitation is None:
        return refused
    session = invitation.session
    if session.status == SessionStatus.CANCELLED:
        return Withdrawn("cancelled", CANCELLED)
    if session.status == SessionStatus.HELD:
        return Withdrawn("cancelled", HELD)
    if session.dialogue.status == DialogueStatus.CLOSED:
        return Withdrawn("cancelled", CLOSED)
    return None


def _too_early(invitation: Invitation) -> Waits | None:
    """Not lost and not sent: it waits while the gate says “not yet”."""
    is_not_yet = GateStanding.of(invitation.session.dialogue).verdict.is_not_yet
    return Waits(NOT_READY) if is_not_yet else None


def _is_unasked(message: Message) -> bool:
    """Whether the person's invitation is still waiting itself: nobody is reminded of what they never got."""
    mine = Message.objects.filter(session_id=message.session_id, recipient=message.recipient)
    return mine.filter(kind=LetterKind.INVITATION, state=MessageState.PENDING).exists()


def _survey_address(message: Message, person: Participant) -> str:
    """The link of this person's sheet, the same at every try; empty when it was answered or its key is gone.

    The sheet knows no person, so the link says in which language to show it.
    """
    language = emails.letter_language(person)
    asked = "" if language == "en" else f"?in={language}"
    for token in tokens.candidates(purpose=tokens.SURVEY, nonce=str(message.pk)):
        if SurveyTicket.objects.filter(token_digest=link_tokens.digest(token), is_used=False).exists():
            return f"{settings.PUBLIC_ORIGIN}{reverse('dialogues:survey-open', args=[token])}{asked}"
    return ""
