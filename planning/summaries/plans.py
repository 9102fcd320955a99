"""What the plan page and a step's page show, in a fixed number of queries.

Due dates are reckoned here from where sessions and incident stand now, so they are right the moment one moves.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Self
from zoneinfo import ZoneInfo

from accounts.permissions import Decision
from dialogues.choices import Phase
from dialogues.models import DesignTeamMember, Dialogue
from planning import content
from planning.choices import StepStatus
from planning.content import Guidance
from planning.evidence import anchors_of
from planning.models import Plan, PlanStep, PlanTask
from planning.progress import Progress, is_behind, urgency
from planning.timing import Anchors, due_date


@dataclass(frozen=True)
class StepView:
    """A step and its due date as of now. `was_due_on` is the day before the session or incident moved."""

    step: PlanStep
    due_on: date | None
    was_due_on: date | None
    is_behind: bool

    @classmethod
    def of(cls, step: PlanStep, anchors: Anchors, zone: ZoneInfo, today: date) -> Self:
        due_on, was_due_on = step.due_on, step.was_due_on
        if step.status == StepStatus.OPEN and not step.is_due_set_by_hand:
            due_on = due_date(step.due_rule, anchors, zone)
            was_due_on = step.due_on if due_on != step.due_on else step.was_due_on
        return cls(step, due_on, was_due_on, is_behind(step.status, due_on, today))

    @classmethod
    def as_stored(cls, step: PlanStep, today: date) -> Self:
        """Where it is known that nothing moved since the date was stored."""
        return cls(step, step.due_on, step.was_due_on, is_behind(step.status, step.due_on, today))

    @property
    def status(self) -> str:
        return self.step.status

    @property
    def follows_session(self) -> bool:
        return self.step.due_rule.get("anchor") == "session"


@dataclass(frozen=True)
class StageView:
    title: str
    steps: tuple[StepView, ...]
    progress: Progress


@dataclass(frozen=True)
class PlanView:
    """A plan: its stages, how far it has come, and the step that comes next."""

    plan: Plan
    stages: tuple[StageView, ...]
    progress: Progress
    current: StepView | None
    may_work: Decision
    earlier: tuple["EarlierPlan", ...]
    is_earlier: bool

    @classmethod
    def of(cls, plan: Plan, *, may_work: Decision, today: date) -> Self:
        """Three queries: sessions, steps, other plans."""
        steps = steps_of(plan, today)
        stages = tuple(
            StageView(title, tuple(rows), Progress.of(rows))
            for title, rows in (
                (title, list(group)) for title, group in groupby(steps, lambda row: row.step.stage)
            )
        )
        return cls(
            plan=plan,
            stages=stages,
            progress=Progress.of(steps),
            current=next(iter(in_order(steps)), None),
            may_work=may_work,
            earlier=plans_of_other_phases(plan.dialogue, plan.phase),
            is_earlier=plan.phase != plan.dialogue.phase,
        )


def steps_of(plan: Plan, today: date) -> list[StepView]:
    """The steps with their dates, in the order of the guidance. The plan brings dialogue, agency and incident."""
    anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.dialogue.agency.time_zone)
    return [StepView.of(step, anchors, zone, today) for step in plan.steps.order_by("position")]


def views_of(steps: Collection[PlanStep], today: date) -> list[StepView]:
    """Steps of several plans with their dates, in two queries; in none when there are no steps."""
    if not steps:
        return []
    plans = Plan.objects.filter(pk__in={step.plan_id for step in steps})
    known = {plan.pk: plan for plan in plans.select_related("dialogue__agency", "dialogue__incident")}
    anchors = anchors_of(known.values())
    zones = {pk: ZoneInfo(plan.dialogue.agency.time_zone) for pk, plan in known.items()}
    return [StepView.of(step, anchors[step.plan_id], zones[step.plan_id], today) for step in steps]


def in_order(steps: Iterable[StepView]) -> list[StepView]:
    """The steps to do: those with a date first, the nearest day first."""
    to_do = (row for row in steps if row.status == StepStatus.OPEN)
    return sorted(to_do, key=lambda row: (*urgency(row.due_on), row.step.position))


@dataclass(frozen=True)
class TaskLine:
    """One task with its tick: as it is stored, or as a person just left it in a form that was refused."""

    task: PlanTask
    is_ticked: bool


def tasks_of(step: PlanStep, ticked: Collection[str] | None = None) -> tuple[TaskLine, ...]:
    tasks = step.tasks.select_related("done_by").order_by("position")
    return tuple(
        TaskLine(task, task.done_at is not None if ticked is None else task.key in ticked) for task in tasks
    )


@dataclass(frozen=True)
class StepPage:
    """One step, where it stands in its plan, and what comes before and after it."""

    row: StepView
    tasks: tuple[TaskLine, ...]
    total: int
    before: PlanStep | None
    after: PlanStep | None
    may_work: Decision
    is_earlier: bool

    @classmethod
    def of(
        cls, step: PlanStep, *, may_work: Decision, today: date, ticked: Collection[str] | None = None
    ) -> Self:
        """Three queries: sessions, the titles of the plan's steps, tasks."""
        plan = step.plan
        anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.dialogue.agency.time_zone)
        all_steps = list(plan.steps.order_by("position").only("title", "position", "plan"))
        place = next(i for i, other in enumerate(all_steps) if other.pk == step.pk)
        return cls(
            row=StepView.of(step, anchors, zone, today),
            tasks=tasks_of(step, ticked),
            total=len(all_steps),
            before=all_steps[place - 1] if place else None,
            after=all_steps[place + 1] if place + 1 < len(all_steps) else None,
            may_work=may_work,
            is_earlier=plan.phase != plan.dialogue.phase,
        )


@dataclass(frozen=True)
class EarlierPlan:
    """A plan of a phase that the dialogue is not in now. It stays readable."""

    phase: str
    phase_name: str


def plans_of_other_phases(dialogue: Dialogue, shown: str) -> tuple[EarlierPlan, ...]:
    """What else there is to read, beside the plan shown and that of the phase the dialogue is in."""
    others = dialogue.plans.exclude(phase__in=[shown, dialogue.phase]).order_by("started_at")
    return tuple(
        EarlierPlan(phase, str(Phase(phase).label)) for phase in others.values_list("phase", flat=True)
    )


@dataclass(frozen=True)
class PlanPreview:
    """What the guidance asks in this phase, before a plan is started."""

    guidance: Guidance
    step_count: int
    needs_incident: bool
    needs_session: bool
    may_work: Decision
    earlier: tuple[EarlierPlan, ...]

    @classmethod
    def of(cls, dialogue: Dialogue, *, may_work: Decision) -> Self:
        guidance = content.guidance(dialogue.phase)
        anchors = {step.due.anchor for step in guidance.steps}
        has_session = dialogue.sessions.not_cancelled().exists()
        return cls(
            guidance=guidance,
            step_count=len(guidance.steps),
            needs_incident="incident" in anchors and dialogue.incident_id is None,
            needs_session="session" in anchors and not has_session,
            may_work=may_work,
            earlier=plans_of_other_phases(dialogue, dialogue.phase),
        )


@dataclass(frozen=True)
class NextSteps:
    """The three steps that come next, for the dialogue's overview."""

    plan: Plan | None
    steps: tuple[StepView, ...]
    progress: Progress | None

    @classmethod
    def of(cls, dialogue: Dialogue, *, today: date) -> Self:
        plan = dialogue.plans.filter(phase=dialogue.phase).first()
        if plan is None:
            return cls(None, (), None)
        plan.dialogue = dialogue
        steps = steps_of(plan, today)
        return cls(plan, tuple(in_order(steps)[:3]), Progress.of(steps))


def possible_owners(dialogue: Dialogue) -> list[DesignTeamMember]:
    """The people of the design team, for "who sees to it"."""
    return list(dialogue.design_team.current().select_related("user").order_by("name", "id"))
