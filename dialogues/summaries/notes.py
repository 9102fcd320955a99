"""Notes as pages. A reader only ever meets the spaces of their seat."""

from dataclasses import dataclass

from dialogues.models import Dialogue, Note
from records.choices import Space

PAGE = 25


@dataclass(frozen=True)
class NotePage:
    """One page of notes, newest first, and the spaces to choose from."""

    notes: tuple[Note, ...]
    next_before: int | None
    spaces: tuple[tuple[str, str], ...]
    space: str
    session: str

    @classmethod
    def of(
        cls,
        dialogue: Dialogue,
        *,
        spaces: frozenset[str],
        space: str = "",
        session: str = "",
        before: str = "",
    ) -> "NotePage":
        rows = Note.objects.kept().filter(dialogue=dialogue).in_spaces(spaces)
        if space in spaces:
            rows = rows.filter(space=space)
        if session.isdecimal() and len(session) < 19:
            rows = rows.filter(session_id=int(session))
        if before.isdecimal() and len(before) < 19:
            rows = rows.filter(pk__lt=int(before))
        found = list(rows.select_related("session", "written_by").order_by("-pk")[: PAGE + 1])
        return cls(
            notes=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
            spaces=tuple((part.value, str(part.label)) for part in Space if part in spaces),
            space=space if space in spaces else "",
            session=session,
        )


def names_in(dialogue: Dialogue) -> list[str]:
    """The names that must not stand in a note. Used to warn, never shown."""
    return [
        name for pair in dialogue.participants.values_list("name", "alias")[:5000] for name in pair if name
    ]
