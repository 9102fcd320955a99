"""The methods: ways to spend one agenda item, such as a go-round or a gallery walk."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from planning.content.blocks import LONGEST_DAY, Block, Shared, read_group_size, read_one_block
from planning.content.citations import Basis, Source, sources_of
from planning.content.steps import PHASES
from records.content import ContentError, Fields, Words, read_file, unique

METHOD_FILES = ("opening", "listening", "ideas", "deciding", "closing")  # in the order of an evening


@dataclass(frozen=True)
class Method:
    """One way to spend an agenda item.

    `block` is the item as it comes into an agenda, at its usual length; `least_minutes` and `most_minutes` say how far
    it can be shortened or drawn out before it becomes something else. `steps` tell the facilitator what to do in order.
    """

    key: str
    name: Words
    least_minutes: int
    most_minutes: int
    smallest_group: int
    largest_group: int
    phases: tuple[str, ...]
    steps: tuple[str, ...]
    cautions: tuple[str, ...]
    block: Block
    basis: tuple[Basis, ...]

    @property
    def minutes(self) -> int:
        return self.block.minutes

    @property
    def instructions(self) -> str:
        """What to do, then each step with its number: as an agenda item has it."""
        steps = [f"{number}. {step}" for number, step in enumerate(self.steps, start=1)]
        return "\n".join([self.block.instructions, *steps])

    @property
    def sources(self) -> tuple[Source, ...]:
        return sources_of(self.basis)


def read_methods(paths: Iterable[Path], base: Path, shared: Shared) -> dict[str, Method]:
    """Every method of some files, by its key, in the order of the files. No key stands in two of them."""
    found: dict[str, Method] = {}
    for path in paths:
        for method in read_file(path, base, partial(_read_file, shared=shared)):
            if method.key in found:
                reason = f"the method “{method.key}” is also in another file of this folder"
                raise ContentError(path.relative_to(base).as_posix(), 1, reason)
            found[method.key] = method
    return found


def _read_file(fields: Fields, *, shared: Shared) -> tuple[Method, ...]:
    fields.number("version", at_least=1, at_most=9_999)
    return unique(fields.children("methods", partial(_read_method, shared=shared)), fields, "methods")


def _read_method(fields: Fields, *, shared: Shared) -> Method:
    block = read_one_block(fields, roles=shared.roles)
    least = fields.number("least_minutes", at_least=1, at_most=block.minutes)
    most = fields.number("most_minutes", at_least=block.minutes, at_most=LONGEST_DAY)
    smallest, largest = fields.child("group", read_group_size)
    return Method(
        key=block.key,
        name=fields.words("name"),
        least_minutes=least,
        most_minutes=most,
        smallest_group=smallest,
        largest_group=largest,
        phases=fields.choices("phases", PHASES),
        steps=fields.texts("steps"),
        cautions=fields.texts("cautions"),
        block=block,
        basis=fields.children("basis", shared.citations.read_basis),
    )
