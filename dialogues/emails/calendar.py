"""The calendar entry that travels with a letter: neutral in its title, one for life, moved or taken away by number."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dialogues.emails.frame import letter_language
from dialogues.models import Participant, Session
from records.formats import ics
from records.registers import Attachment

FILE_NAME = "conversation.ics"


def calendar_file(session: Session, participant: Participant, *, is_cancelled: bool) -> Attachment | None:
    """An entry for this one person, in the language of their letter. None when their address has a form that
    calendars do not know."""
    method: ics.Method = "CANCEL" if is_cancelled else "REQUEST"
    try:
        with translation.override(letter_language(participant)):
            content = calendar_bytes(session, method=method, attendee=participant.email)
    except ValueError:
        return None
    return Attachment(FILE_NAME, content, f"text/calendar; method={method}; charset=UTF-8")


def calendar_bytes(session: Session, *, method: ics.Method, attendee: str = "") -> bytes:
    """Title and text say nothing about agency or topic: the calendar may be shared at home or at work."""
    return ics.invitation(
        uid=f"{session.dialogue.public_id}-{session.pk}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}",
        sequence=session.schedule_version,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.time_zone,
        summary=pgettext("title of a calendar entry", "Conversation"),
        organizer=ics.Party(_sender_address()),
        attendee=attendee or None,
        location=", ".join(part for part in (session.venue, session.address) if part),
        description=_("What is planned stands in your letter. To change your answer, use the link there."),
        method=method,
    )


def _sender_address() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip()
