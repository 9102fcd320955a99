"""Who is due which reminder, and whether a letter may still go when its turn comes."""

from dialogues.reminders import follow_ups, letters, seats
from dialogues.reminders.due import DueReminder, due_session_reminders
from dialogues.reminders.follow_ups import DueFollowUp, due_follow_ups

__all__ = ["DueFollowUp", "DueReminder", "due_follow_ups", "due_session_reminders", "register"]


def register() -> None:
    """Sign the kinds of letters of this room; called at start-up."""
    letters.register()
    follow_ups.register()
    seats.register()
