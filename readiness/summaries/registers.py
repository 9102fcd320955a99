"""One page of a register, in reading order, paged by the last line shown."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from readiness.models import Entry

PAGE = 25

E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class RegisterPage(Generic[E]):
    """Lines of one register. `removed` is the one that was just taken away, to be put back."""

    entries: tuple[E, ...]
    next_after: int | None
    removed: E | None

    @classmethod
    def of(
        cls, rows: Any, *, after: int | None = None, removed: int | None = None, shows_removed: bool = False
    ) -> "RegisterPage[E]":
        """`rows` are all lines of one agency's register, removed ones as well. One query, two after a removal."""
        chosen = (rows.removed() if shows_removed else rows.kept()).in_reading_order()
        found = list((chosen.after(after) if after else chosen)[: PAGE + 1])
        return cls(
            entries=tuple(found[:PAGE]),
            next_after=found[PAGE - 1].pk if len(found) > PAGE else None,
            removed=rows.removed().filter(pk=removed).first() if removed else None,
        )
