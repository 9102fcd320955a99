"""What the page of a plan shows, in a fixed number of queries.

Due dates are reckoned here from where sessions and incident stand now, so they are right the moment one moves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from accounts.permissions import Decision
from dialogues.choices import Phase
from dialogues.models import Dialogue
from planning import content
from planning.content import Guidance, Stage, Step
from planning.models import OwnStep, Plan
from planning.progress import Progress
from planning.summaries.own_steps import OwnStepLine, offers_to
from planning.summaries.steps import StepView, in_order, steps_of


@dataclass(frozen=True)
class StageView:
    title: str
    steps: tuple[StepView, ...]
    progress: Progress


@dataclass(frozen=True)
class PlanView:
    """A plan: its stages, how far it has come, the step that comes next, and what moved."""

    plan: Plan
    stages: tuple[StageView, ...]
    progress: Progress
    current: StepView | None
    moved: tuple[StepView, ...]
    may_work: Decision
    earlier: tuple["EarlierPlan", ...]
    is_earlier: bool
    has_newer_content: bool
    newest_version: str

    @classmethod
    def of(cls, plan: Plan, *, may_work: Decision, today: date, others: Iterable[Plan] = ()) -> Self:
        """Three to five queries: sessions, facts, steps. `others` are the plans of the same dialogue."""
        steps = steps_of(plan, today)
        dialogue = plan.dialogue
        return cls(
            plan=plan,
            stages=stages_of(steps),
            progress=Progress.of(steps),
            current=next(iter(in_order(steps)), None),
            moved=tuple(row for row in steps if row.is_open and row.was_due_on),
            may_work=may_work,
            earlier=plans_of_other_phases(dialogue, plan.phase, others) if dialogue else (),
            is_earlier=dialogue is not None and plan.phase != dialogue.phase,
            has_newer_content=is_content_newer(plan),
            newest_version=newest_version(plan.phase),
        )


def stages_of(steps: list[StepView]) -> tuple[StageView, ...]:
    groups: dict[str, list[StepView]] = {}
    for row in steps:
        groups.setdefault(row.step.stage, []).append(row)
    return tuple(StageView(title, tuple(rows), Progress.of(rows)) for title, rows in groups.items())


def is_content_newer(plan: Plan) -> bool:
    """Whether the guidance has changed since the plan took its words over."""
    return newest_version(plan.phase) != plan.content_version


def newest_version(phase: str) -> str:
    return str(content.guidance(phase).version)


@dataclass(frozen=True)
class EarlierPlan:
    """A plan of a phase that the dialogue is not in now. It stays readable."""

    phase: str
    phase_name: str


def plans_of_other_phases(dialogue: Dialogue, shown: str, plans: Iterable[Plan]) -> tuple[EarlierPlan, ...]:
    """What else there is to read, beside the plan shown and that of the phase the dialogue is in."""
    others = (plan.phase for plan in plans if plan.phase not in {shown, dialogue.phase})
    return tuple(EarlierPlan(phase, str(Phase(phase).label)) for phase in others)


@dataclass(frozen=True)
class PlanPreview:
    """What the guidance asks in this phase, before a plan is started."""

    guidance: Guidance
    stages: tuple[tuple[Stage, tuple[Step, ...]], ...]
    step_count: int
    left_to_playbook: int
    may_read_incident: bool
    needs_incident: bool
    needs_session: bool
    own_steps: tuple[OwnStepLine, ...]
    may_work: Decision
    earlier: tuple[EarlierPlan, ...]

    @classmethod
    def of(
        cls,
        dialogue: Dialogue,
        *,
        may_work: Decision,
        may_read_incident: bool = False,
        others: Iterable[Plan] = (),
    ) -> Self:
        guidance = content.guidance(dialogue.phase)
        plan = Plan(agency=dialogue.agency, dialogue=dialogue, phase=dialogue.phase)
        offers = {offer.step.key: offer for offer in offers_to(plan)}
        steps = [offer.step for offer in offers.values() if not offer.is_own]
        stages = [(one, tuple(step for step in steps if step.stage == one.key)) for one in guidance.stages]
        anchors = {step.due.anchor for step in steps}
        own = [row for row in OwnStep.objects.for_plan(plan) if row.key in offers]
        has_session = dialogue.sessions.not_cancelled().exists()
        return cls(
            guidance=guidance,
            stages=tuple((stage, asked) for stage, asked in stages if asked),
            step_count=len(steps) + len(own),
            left_to_playbook=len(guidance.steps) - len(steps),
            may_read_incident=may_read_incident,
            needs_incident="incident" in anchors and dialogue.incident_id is None,
            needs_session="session" in anchors and not has_session,
            own_steps=tuple(OwnStepLine.of(row) for row in own),
            may_work=may_work,
            earlier=plans_of_other_phases(dialogue, dialogue.phase, others),
        )


@dataclass(frozen=True)
class NextSteps:
    """The three steps that come next, for the dialogue's overview."""

    plan: Plan | None
    steps: tuple[StepView, ...]
    progress: Progress | None

    @classmethod
    def of(cls, dialogue: Dialogue, *, today: date) -> Self:
        plan = Plan.objects.filter(dialogue=dialogue, phase=dialogue.phase).with_subjects().first()
        if plan is None:
            return cls(None, (), None)
        plan.dialogue = dialogue
        steps = steps_of(plan, today)
        return cls(plan, tuple(in_order(steps)[:3]), Progress.of(steps))
