"""Letters to people who take part, and to those who plan. Each function words one mail; whether it goes is decided
elsewhere.

To people who take part, subjects and calendar titles name neither agency nor topic: a phone may lie open on a table.
"""

from dialogues.emails.calendar import calendar_bytes
from dialogues.emails.follow_ups import MOST_FOLLOW_UPS, follow_up_due
from dialogues.emails.frame import letter_language
from dialogues.emails.invitations import confirmation, invitation, invitation_withdrawn
from dialogues.emails.seats import seat_offered
from dialogues.emails.sessions import session_cancelled, session_moved, session_reminder, session_thanks

__all__ = [
    "MOST_FOLLOW_UPS",
    "calendar_bytes",
    "confirmation",
    "follow_up_due",
    "invitation",
    "invitation_withdrawn",
    "letter_language",
    "seat_offered",
    "session_cancelled",
    "session_moved",
    "session_reminder",
    "session_thanks",
]
