"""Who is due which reminder, and whether a letter may still go when its turn comes."""

from dialogues.reminders.due import DueReminder, due_session_reminders
from dialogues.reminders.letters import register

__all__ = ["DueReminder", "due_session_reminders", "register"]
