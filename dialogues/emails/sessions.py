"""Letters because of a session's date: reminders, changes, cancellation, thanks."""

from dialogues.emails.calendar import calendar_file
from dialogues.emails.frame import compose
from dialogues.models import Invitation, Participant, Session
from records.registers import Attachment, Letter


def session_reminder(invitation: Invitation) -> Letter:
    """The date again. Those who answered are told what they said; the others are asked."""
    return compose(
        "session_reminder",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=True,
        answer=invitation.answer,
    )


def session_moved(invitation: Invitation) -> Letter:
    """The new time and place, whatever was answered before."""
    return compose(
        "session_moved",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=False,
        attachment=_entry_for_those_who_have_one(invitation, is_cancelled=False),
        answer=invitation.answer,
    )


def session_cancelled(invitation: Invitation) -> Letter:
    return compose(
        "session_cancelled",
        participant=invitation.participant,
        session=invitation.session,
        invitation=invitation,
        is_optional=False,
        attachment=_entry_for_those_who_have_one(invitation, is_cancelled=True),
    )


def session_thanks(
    session: Session, participant: Participant, invitation: Invitation | None, *, survey_address: str
) -> Letter:
    """Thanks to those who came or meant to, with their one anonymous sheet."""
    return compose(
        "session_thanks",
        participant=participant,
        session=session,
        invitation=invitation,
        is_optional=True,
        survey_address=survey_address,
    )


def _entry_for_those_who_have_one(invitation: Invitation, *, is_cancelled: bool) -> Attachment | None:
    """A changed calendar entry, only for people whose own answer put one there."""
    if invitation.answer not in {"yes", "maybe"}:
        return None
    return calendar_file(invitation.session, invitation.participant, is_cancelled=is_cancelled)
