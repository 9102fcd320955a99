"""What the plan page and a step's page show, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.permissions import Decision
from dialogues.models import DesignTeamMember, Dialogue
from planning import content
from planning.choices import StepStatus
from planning.content import Guidance
from planning.models import Plan, PlanStep
from planning.progress import Progress, is_behind, urgency


@dataclass(frozen=True)
class StageView:
    title: str
    steps: tuple[PlanStep, ...]
    progress: Progress


@dataclass(frozen=True)
class PlanView:
    """A running plan: its stages, how far it has come, and the step that comes next."""

    plan: Plan
    stages: tuple[StageView, ...]
    progress: Progress
    current: PlanStep | None
    may_work: Decision
    today: date

    @classmethod
    def of(cls, plan: Plan, *, may_work: Decision, today: date, chosen: str = "") -> "PlanView":
        """Three queries: steps, tasks, who ticked them."""
        steps = list(
            plan.steps.select_related(
                "owner", "settled_by", "plan__dialogue__agency", "plan__dialogue__incident"
            )
            .prefetch_related("tasks__done_by")
            .order_by("position")
        )
        for step in steps:
            step.is_behind = is_behind(step, today)
        stages = tuple(
            StageView(title, tuple(rows), Progress.of(rows))
            for title, rows in (
                (title, list(group)) for title, group in groupby(steps, lambda row: row.stage)
            )
        )
        return cls(
            plan=plan,
            stages=stages,
            progress=Progress.of(steps),
            current=_current(steps, chosen),
            may_work=may_work,
            today=today,
        )


def _current(steps: list[PlanStep], chosen: str) -> PlanStep | None:
    """The step the reader chose, else the first one that is due, else the first one to do."""
    for step in steps:
        if step.key == chosen:
            return step
    to_do = [step for step in steps if step.status == StepStatus.OPEN]
    return min(to_do, key=lambda step: (*urgency(step), step.position), default=None)


@dataclass(frozen=True)
class PlanPreview:
    """What the guidance asks in this phase, before a plan is started."""

    guidance: Guidance
    step_count: int
    needs_incident: bool
    needs_session: bool
    may_work: Decision

    @classmethod
    def of(cls, dialogue: Dialogue, *, may_work: Decision, has_session: bool) -> "PlanPreview":
        guidance = content.guidance(dialogue.phase)
        anchors = {step.due.anchor for step in guidance.steps}
        return cls(
            guidance=guidance,
            step_count=len(guidance.steps),
            needs_incident="incident" in anchors and dialogue.incident_id is None,
            needs_session="session" in anchors and not has_session,
            may_work=may_work,
        )


@dataclass(frozen=True)
class NextSteps:
    """The three steps that come next, for the dialogue's overview."""

    plan: Plan | None
    steps: tuple[PlanStep, ...]
    progress: Progress | None

    @classmethod
    def of(cls, dialogue: Dialogue, *, today: date) -> "NextSteps":
        plan = dialogue.plans.filter(phase=dialogue.phase).first()
        if plan is None:
            return cls(None, (), None)
        steps = list(plan.steps.order_by("position"))
        for step in steps:
            step.is_behind = is_behind(step, today)
        to_do = sorted(
            (step for step in steps if step.status == StepStatus.OPEN),
            key=lambda step: (*urgency(step), step.position),
        )
        return cls(plan, tuple(to_do[:3]), Progress.of(steps))


def possible_owners(dialogue: Dialogue) -> list[DesignTeamMember]:
    """The people of the design team, for "who sees to it"."""
    return list(
        dialogue.design_team.filter(left_at__isnull=True).select_related("user").order_by("name", "id")
    )
