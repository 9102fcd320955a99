"""What an invited person sees. Nothing of it names or describes the person: a link may be forwarded or leak."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dialogues.choices import Answer, Language
from dialogues.models import Invitation

ANSWER_SENTENCES = {
    Answer.YES: _("You said that you are coming."),
    Answer.MAYBE: _("You said that you are not sure yet."),
    Answer.NO: _("You said that you are not coming."),
}


def closed_because(invitation: Invitation, *, now: datetime) -> str:
    """Why the invitation asks nothing any more, as a word that the page explains; empty while it is open."""
    session = invitation.session
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    if session.status == "cancelled":
        return "cancelled"
    if session.ends_at <= now or session.status == "held":
        return "past"
    if session.starts_at <= now:
        return "begun"
    return "" if session.dialogue.is_open else "closed"


@dataclass(frozen=True)
class RsvpPage:
    """The plan as it stands, what this person answered, and whether letters reach them."""

    said: str | Promise
    has_moved: bool
    is_full: bool
    languages: str
    has_reminders: bool
    has_letters: bool

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        session = invitation.session
        has_seat = invitation.answer == Answer.YES
        is_full = (
            session.capacity is not None
            and not has_seat
            and session.invitations.coming().count() >= session.capacity
        )
        return cls(
            said=ANSWER_SENTENCES.get(Answer(invitation.answer), ""),
            has_moved=invitation.plan_version != session.schedule_version,
            is_full=is_full,
            languages=", ".join(str(Language(code).label) for code in session.languages),
            has_reminders=invitation.reminders_stopped_at is None,
            has_letters=invitation.participant.contact_stopped_at is None,
        )
