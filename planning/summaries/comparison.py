"""A plan beside what the guidance and its agency offer now."""

from dataclasses import dataclass
from typing import Self

from planning import content
from planning.choices import RecordKind, StepStatus
from planning.content.differences import COLUMNS, Difference, KeptStep, KeptTask, Kind, Offer, compare
from planning.models import Plan, PlanStep
from planning.summaries.own_steps import offers_to


@dataclass(frozen=True)
class Comparison:
    """Every difference between a plan and what is offered.

    `rows` are the steps of the plan by their keys; `asked` are the keys that are offered now.
    """

    plan: Plan
    version: str
    rows: dict[str, PlanStep]
    asked: frozenset[str]
    differences: tuple[Difference, ...]

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Three queries: own steps, steps, tasks."""
        steps = plan.steps.with_last_word().prefetch_related("tasks").order_by("position")
        rows = {row.key: row for row in steps}
        version = content.guidance(plan.phase).version
        offers = offers_to(plan)
        found = compare([_kept(row) for row in rows.values()], offers, guidance_version=version)
        return cls(plan, str(version), rows, frozenset(offer.step.key for offer in offers), found)

    @property
    def is_newer(self) -> bool:
        """Whether the plan has not taken over this version of the guidance at all."""
        return self.version != self.plan.content_version

    @property
    def offered(self) -> tuple[Difference, ...]:
        """What can be taken over and was not left out in this version."""
        return tuple(one for one in self.takeable if one.mark not in self.plan.declined)

    @property
    def left_out(self) -> tuple[Difference, ...]:
        """What was left out in this version. It is not offered again, but can still be taken over."""
        return tuple(one for one in self.takeable if one.mark in self.plan.declined)

    @property
    def takeable(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.can_be_taken)

    @property
    def gone(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.kind is Kind.GONE)

    @property
    def recorded(self) -> tuple[Difference, ...]:
        return tuple(one for one in self.differences if one.kind is Kind.RECORDED)


def is_recorded(row: PlanStep) -> bool:
    """Whether the words of a step are part of the record: settled, or done before and not opened again since.

    The row brings `last_word`; see `StepQuerySet.with_last_word`.
    """
    if row.status != StepStatus.OPEN:
        return True
    return row.turn > 0 and getattr(row, "last_word", None) != RecordKind.REOPENED


def _kept(row: PlanStep) -> KeptStep:
    return KeptStep(
        key=row.key,
        columns={name: getattr(row, name) for name in COLUMNS},
        tasks=tuple(KeptTask(task.key, task.text, task.done_at is not None) for task in row.tasks.all()),
        is_recorded=is_recorded(row),
        is_own=row.is_own,
        gone_since=row.gone_since,
    )


def offer_of(difference: Difference) -> Offer:
    assert difference.offer is not None  # only what is gone has none
    return difference.offer
