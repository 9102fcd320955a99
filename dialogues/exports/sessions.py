"""A session as a file for the people who plan it. What participants get stands in `emails/calendar.py`."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.choices import SessionStatus
from dialogues.models import Session
from records.formats import ics


def calendar_of(session: Session) -> bytes:
    """An entry with the session's own title and the address of its page; of a cancelled one, the removal."""
    page = settings.PUBLIC_ORIGIN + reverse("dialogues:session-show", args=[session.dialogue_id, session.pk])
    return ics.invitation(
        uid=f"team-{session.dialogue.public_id}-{session.pk}@{urlsplit(settings.PUBLIC_ORIGIN).hostname}",
        sequence=session.schedule_version,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.time_zone,
        summary=session.title,
        organizer=settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">").strip(),
        location=", ".join(part for part in (session.venue, session.address) if part),
        description=_("Agenda, people and notes: %(address)s") % {"address": page},
        url=page,
        method="CANCEL" if session.status == SessionStatus.CANCELLED else "PUBLISH",
    )
