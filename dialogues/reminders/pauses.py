"""The last look of letters that go by the clock: are they held back because something happened?"""

from django.utils.translation import gettext_noop

from dialogues.models import ReminderPause
from records.registers import Waits

PAUSED = gettext_noop("Reminders are paused because something happened; the liaison decides when they go on.")


def held_back(dialogue_id: int | None) -> Waits | None:
    """Not lost and not sent: it waits until every pause of its dialogue has ended."""
    is_paused = ReminderPause.objects.running().filter(dialogue=dialogue_id).exists()
    return Waits(PAUSED) if is_paused else None
