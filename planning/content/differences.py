"""What a newer version of the guidance would change in a plan. Pure: it compares copies with what they are of.

The rule: what a person has settled, ticked or done before stays as it was recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from planning.content.steps import Guidance, Step

# The words and rules of a step, as the columns in which a plan keeps them.
COLUMNS = (
    "title",
    "why",
    "suggested_owner",
    "due_words",
    "due_rule",
    "evidence_name",
    "ask_counsel",
    "script",
    "found_by",
    "basis",
)


class Kind(Enum):
    """What a difference is."""

    NEW = "new"
    CHANGED = "changed"
    RECORDED = "recorded"  # it differs, but the step is settled or was done before: its words stay
    GONE = "gone"  # the guidance has it no longer; the plan keeps it until someone settles it


class Fate(Enum):
    """What becomes of a task."""

    ADDED = "added"
    REWORDED = "reworded"
    REMOVED = "removed"
    STAYS = "stays"  # it differs or went, but someone ticked it


@dataclass(frozen=True)
class Offer:
    """A step as it is offered now, with the title of its stage and the version of who wrote it."""

    step: Step
    stage: str
    version: int
    is_own: bool = False

    @property
    def mark(self) -> str:
        return mark_of(self.step.key, self.version)


@dataclass(frozen=True)
class KeptTask:
    key: str
    text: str
    is_ticked: bool = False


@dataclass(frozen=True)
class KeptStep:
    """A step as a plan has it. `is_recorded`: settled or done before, and not opened again since."""

    key: str
    columns: Mapping[str, Any]
    tasks: tuple[KeptTask, ...] = ()
    is_recorded: bool = False
    is_own: bool = False
    gone_since: str = ""


@dataclass(frozen=True)
class TaskChange:
    key: str
    fate: Fate
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Difference:
    """One step in which a plan and what is offered differ. `mark` names it in this version, and no other."""

    kind: Kind
    key: str
    mark: str
    offer: Offer | None = None
    columns: tuple[str, ...] = ()
    tasks: tuple[TaskChange, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        return self.kind in {Kind.NEW, Kind.CHANGED}


def mark_of(key: str, version: int) -> str:
    return f"{key}@{version}"


def columns_of(step: Step) -> dict[str, Any]:
    """The words and rules of a step as a plan keeps them, by the name of the column."""
    return {
        "title": step.title,
        "why": step.why,
        "suggested_owner": step.owner,
        "due_words": step.due.words,
        "due_rule": asdict(step.due) | {"also": list(step.due.also)},
        "evidence_name": step.evidence,
        "ask_counsel": list(step.ask),
        "script": step.script,
        "found_by": list(step.found_by),
        "basis": [
            {
                "tag": part.tag.key,
                "covers": part.covers,
                "sources": [
                    {"title": source.title, "publisher": source.publisher, "url": source.url}
                    for source in part.sources
                ],
            }
            for part in step.basis
        ],
    }


def offers_of(guidance: Guidance) -> tuple[Offer, ...]:
    """Every step of a phase, in the order of the file."""
    titles = {stage.key: stage.title for stage in guidance.stages}
    return tuple(Offer(step, titles[step.stage], guidance.version) for step in guidance.steps)


def compare(
    kept: Iterable[KeptStep], offers: Iterable[Offer], *, guidance_version: int
) -> tuple[Difference, ...]:
    """Every difference, in the order of the offers, then the steps that the guidance has no longer.

    An own step that is offered no more is no difference: its agency took it out of new plans, not out of this one.
    """
    mine = {step.key: step for step in kept}
    offered = {offer.step.key: offer for offer in offers}
    found = [_difference(mine.get(key), offer) for key, offer in offered.items()]
    found += [
        Difference(Kind.GONE, step.key, mark_of(step.key, guidance_version))
        for step in mine.values()
        if step.key not in offered and not step.is_own and not step.gone_since
    ]
    return tuple(difference for difference in found if difference is not None)


def _difference(kept: KeptStep | None, offer: Offer) -> Difference | None:
    if kept is None:
        return Difference(Kind.NEW, offer.step.key, offer.mark, offer)
    wanted = columns_of(offer.step)
    columns = tuple(name for name, value in wanted.items() if _plain(kept.columns[name]) != _plain(value))
    tasks = _task_changes(kept.tasks, offer.step)
    if not columns and all(change.fate is Fate.STAYS for change in tasks):
        return None
    kind = Kind.RECORDED if kept.is_recorded else Kind.CHANGED
    return Difference(kind, kept.key, offer.mark, offer, columns, tasks)


def _task_changes(kept: tuple[KeptTask, ...], step: Step) -> tuple[TaskChange, ...]:
    mine, found = {task.key: task for task in kept}, []
    for task in step.tasks:
        before = mine.pop(task.key, None)
        if before is None:
            found.append(TaskChange(task.key, Fate.ADDED, after=task.text))
        elif before.text != task.text:
            fate = Fate.STAYS if before.is_ticked else Fate.REWORDED
            found.append(TaskChange(task.key, fate, before.text, task.text))
    found.extend(
        TaskChange(task.key, Fate.STAYS if task.is_ticked else Fate.REMOVED, task.text)
        for task in mine.values()
    )
    return tuple(found)


def _plain(value: Any) -> Any:
    """A value as the database gives it back: lists for tuples, and a rule without its empty parts."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items() if part not in (None, (), [])}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
