"""How ready an agency is before anything happens: what is strong, what is missing, what to do next."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from accounts.permissions import Decision
from planning.models import Plan
from planning.progress import Progress
from planning.summaries.plans import StageView, is_content_newer, newest_version, stages_of
from planning.summaries.steps import StepView, in_order, steps_of

NEXT_ACTIONS = 2


@dataclass(frozen=True)
class ReadinessPage:
    """The thirteen steps of the guidance before a crisis, as they stand for one agency today."""

    plan: Plan
    stages: tuple[StageView, ...]
    strong: tuple[StepView, ...]
    missing: tuple[StepView, ...]
    next_actions: tuple[StepView, ...]
    progress: Progress
    moved: tuple[StepView, ...]
    today: date
    may_work: Decision
    has_newer_content: bool
    newest_version: str

    @classmethod
    def of(cls, plan: Plan, *, may_work: Decision, today: date) -> Self:
        """A fixed number of queries, however long the registers are."""
        steps = steps_of(plan, today)
        to_do = in_order(steps)
        return cls(
            plan=plan,
            stages=stages_of(steps),
            strong=tuple(row for row in steps if row.state in {"done", "found", "resting"}),
            missing=tuple(to_do[NEXT_ACTIONS:]),
            next_actions=tuple(to_do[:NEXT_ACTIONS]),
            progress=Progress.of(steps),
            moved=tuple(row for row in steps if row.is_open and row.was_due_on),
            today=today,
            may_work=may_work,
            has_newer_content=is_content_newer(plan),
            newest_version=newest_version(plan.phase),
        )
