"""Joint notes as a table. Who wrote one down is not in it, and the other spaces never leave as a file."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Note
from records.choices import Space

HEADER = (_("date"), _("session"), _("kind"), _("note"))


def rows_of(dialogue: Dialogue) -> Iterator[tuple[object, ...]]:
    """One row a note, oldest first, dated to the day."""
    zone = ZoneInfo(dialogue.agency.time_zone)
    notes = Note.objects.kept().filter(dialogue=dialogue).in_spaces(frozenset({Space.JOINT}))
    for note in notes.select_related("session").order_by("pk").iterator(chunk_size=500):
        yield (
            note.written_at.astimezone(zone).date(),
            note.session.title if note.session else "",
            note.get_kind_display(),
            note.text,
        )
