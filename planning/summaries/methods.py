"""The method library as pages show it: found by kind, minutes, size and words; turned into an agenda item."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from planning import content
from planning.choices import BlockKind
from planning.content.finding import fits, ranked
from planning.models.agendas import ItemValues
from planning.summaries.formats import item_of

# Who sets other minutes than the method has in mind moves the limit that is in the way.
LIMITS: dict[str, Callable[[int, int], int]] = {"least_minutes": min, "most_minutes": max}


@dataclass(frozen=True)
class WantedMethod:
    """What was asked of the library. None and nothing mean: any."""

    words: str = ""
    kind: str = ""
    minutes: int | None = None
    size: int | None = None

    @property
    def is_filtered(self) -> bool:
        return self != WantedMethod()


@dataclass(frozen=True)
class MethodCard:
    method: content.Method

    @property
    def kind(self) -> str:
        return str(BlockKind(self.method.block.kind).label)


@dataclass(frozen=True)
class MethodLibrary:
    """The methods that fit, the best match first; from content alone, without a question to the database."""

    wanted: WantedMethod
    cards: tuple[MethodCard, ...]

    @classmethod
    def of(cls, wanted: WantedMethod) -> Self:
        fitting = [
            one
            for one in content.methods()
            if (not wanted.kind or wanted.kind == one.block.kind)
            and (wanted.minutes is None or one.least_minutes <= wanted.minutes)
            and fits(wanted.size, one.smallest_group, one.largest_group)
        ]
        found = ranked(wanted.words, ((one, _texts(one)) for one in fitting))
        return cls(wanted, tuple(MethodCard(one) for one in found))


def _texts(one: content.Method) -> tuple[str, ...]:
    """What the words are looked for in, the most telling first."""
    block = one.block
    names = f"{one.name.en} {one.name.es} {block.title.en} {block.title.es}"
    how = " ".join((block.instructions, *one.steps, block.script))
    return (names, block.purpose, how, " ".join((*block.materials, *one.cautions)))


def kinds() -> list[BlockKind]:
    """The kinds of time for which the library has a method, in the order of their list."""
    known = {one.block.kind for one in content.methods()}
    return [kind for kind in BlockKind if kind in known]


def item_values(method: content.Method, minutes: int) -> dict[str, Any]:
    """The method as a new agenda item of so many minutes: its steps numbered, what to say before a hard part first."""
    item = item_of(method.block)
    values = {name: getattr(item, name) for name in ItemValues.__annotations__}
    values["minutes"] = minutes
    values["instructions"] = method.instructions
    for name, chosen in LIMITS.items():
        if name in values:
            values[name] = chosen(getattr(method, name), minutes)
    if method.block.lead_in and "lead_in" not in values:
        values["script"] = f"{method.block.lead_in}\n\n{method.block.script}".strip()
    return values
