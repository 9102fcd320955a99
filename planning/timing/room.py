"""Room for one item more: which of the others give it their minutes, so that the end stays."""

from collections.abc import Sequence
from typing import Protocol

from planning.timing.late import LEVELS, Trimmable, least_of


class Giving(Trimmable, Protocol):
    """What is asked of an item before it gives minutes."""

    @property
    def kind(self) -> str: ...


def give(blocks: Sequence[Giving], needed: int) -> list[int]:
    """The minutes of each item after so many were taken from them.

    The longest item that can give them all gives them; else the longest ones in turn. Breaks, items to keep and
    tracks side by side give nothing, and none gets shorter than when it runs late. What nobody can give is not taken.
    """
    minutes = [block.minutes for block in blocks]
    room = {index: block.minutes - least_of(block) for index, block in enumerate(blocks) if _gives(block)}
    by_length = sorted(room, key=lambda index: -minutes[index])
    alone = next(([index] for index in by_length if room[index] >= needed), by_length)
    for index in alone:
        taken = min(max(needed, 0), room[index])
        minutes[index] -= taken
        needed -= taken
    return minutes


def _gives(block: Giving) -> bool:
    return block.priority in LEVELS and block.kind != "break" and not block.track
