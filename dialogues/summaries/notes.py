"""Notes as pages. A reader only ever meets the spaces of their seat."""

from dataclasses import dataclass

from dialogues.models import Dialogue, Note

PAGE = 25


@dataclass(frozen=True)
class NotePage:
    """One page of notes, newest first. `removed` is the one that was just taken away, to be put back."""

    notes: tuple[Note, ...]
    next_before: int | None
    removed: Note | None

    @classmethod
    def of(
        cls,
        dialogue: Dialogue,
        *,
        spaces: frozenset[str],
        space: str = "",
        session: str = "",
        kind: str = "",
        before: int | None = None,
        removed: int | None = None,
        shows_removed: bool = False,
    ) -> "NotePage":
        readable = Note.objects.filter(dialogue=dialogue).in_spaces(spaces)
        rows = readable.removed() if shows_removed else readable.kept()
        chosen = {"space": space, "session": session, "kind": kind, "pk__lt": before}
        rows = rows.filter(**{name: value for name, value in chosen.items() if value})
        found = list(rows.select_related("session", "written_by").order_by("-pk")[: PAGE + 1])
        return cls(
            notes=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].pk if len(found) > PAGE else None,
            removed=readable.removed().filter(pk=removed).first() if removed else None,
        )


def names_in(dialogue: Dialogue, *, knows_participants: bool) -> list[str]:
    """The names that must not stand in a note. Used to warn, never shown.

    Only who may see the participants anyway is warned of their names: to others, the warning would tell who
    takes part.
    """
    names = list(dialogue.design_team.values_list("name", flat=True)[:500])
    if knows_participants:
        pairs = dialogue.participants.values_list("name", "alias")[:5000]
        names += [name for pair in pairs for name in pair if name]
    return names
