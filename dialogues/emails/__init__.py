"""Letters to people who take part. Each function words one mail; whether it goes is decided elsewhere.

Subjects and calendar titles name neither agency nor topic: a phone may lie open on a table.
"""

from dialogues.emails.calendar import calendar_bytes
from dialogues.emails.frame import letter_language
from dialogues.emails.invitations import confirmation, invitation, invitation_withdrawn
from dialogues.emails.sessions import session_cancelled, session_moved, session_reminder, session_thanks

__all__ = [
    "calendar_bytes",
    "confirmation",
    "invitation",
    "invitation_withdrawn",
    "letter_language",
    "session_cancelled",
    "session_moved",
    "session_reminder",
    "session_thanks",
]
