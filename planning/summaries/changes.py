"""What a person can take back in an agenda, and what they can make again."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from accounts.models import User
from planning.choices import ChangeKind, Together
from planning.models import Agenda, AgendaBlock, AgendaChange
from planning.models.agendas import AccessValues

DEEPEST = 100  # as many changes can be taken back, one after another


@dataclass(frozen=True)
class MyChanges:
    """The change that “Undo” takes back, and the one that “Redo” makes again; none where there is nothing."""

    undo: AgendaChange | None
    redo: AgendaChange | None

    @classmethod
    def of(cls, agenda: Agenda, person: User) -> Self:
        """One query. Whoever changes something new gives up what they had taken back before."""
        rows = list(agenda.changes.filter(made_by=person, is_given_up=False).order_by("-pk")[:DEEPEST])
        undone = [row for row in rows if row.undone_at is not None and row.undone_at > rows[0].made_at]
        return cls(
            undo=next((row for row in rows if row.undone_at is None), None),
            redo=max(undone, key=lambda row: row.undone_at, default=None),  # type: ignore[arg-type,return-value]
        )

    @property
    def undo_words(self) -> str:
        return words_of(self.undo)

    @property
    def redo_words(self) -> str:
        return words_of(self.redo)


def are_own(block: AgendaBlock, names: Collection[str], person: User) -> bool:
    """Whether this person made the last change to each of these parts of an item: in another tab, on another device."""
    rows = block.agenda.changes.order_by("-pk")[:DEEPEST]
    owners: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: row.undone_at or row.made_at, reverse=True):
        for part in row.parts:
            if part["block"] == block.pk:
                owners |= {name: row.made_by_id for name in part["after"] if name not in owners}
    return bool(names) and all(owners.get(name) == person.pk for name in names)


def words_of(change: AgendaChange | None) -> str:
    """What the change was: moving “Welcome”."""
    if change and change.kind == ChangeKind.TOGETHER and change.label:
        return str(Together(change.label).label)
    if change and change.kind == ChangeKind.DETAILS and _is_about_access(change):
        return _("what is provided for access")
    return str(ChangeKind(change.kind).label) % {"item": change.label} if change else ""


def _is_about_access(change: AgendaChange) -> bool:
    return all(set(part["after"]) <= set(AccessValues.__annotations__) for part in change.parts)
