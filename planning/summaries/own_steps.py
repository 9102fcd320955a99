"""An agency's own steps: as plans take them, and as their page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from accounts.models import Agency
from dialogues.choices import Phase
from planning import content
from planning.content import Step
from planning.content.differences import Offer, offers_of
from planning.models import OwnStep, Plan

PAGE = 20  # retired steps on one page
DIALOGUE_FROM_HOUR = 72  # of the windows after an incident: before, nobody is brought together


def as_step(own: OwnStep) -> Step:
    """The own step in the shape of a step of the guidance, under the mark of the agency."""
    return content.own_step(
        key=own.key,
        stage=own.stage,
        title=own.title,
        why=own.why,
        tasks=own.tasks.splitlines(),
        owner=own.suggested_owner,
        counting=own.counting,
        number=own.number,
        evidence=own.evidence_name,
    )


def stage_title(phase: str, key: str) -> str:
    """The title of a stage; of the last one, when the guidance has the stage no longer."""
    stages = content.guidance(phase).stages
    return next((stage.title for stage in stages if stage.key == key), stages[-1].title)


def offer_of(own: OwnStep) -> Offer:
    return Offer(as_step(own), stage_title(own.phase, own.stage), own.version, is_own=True)


def offers_to(plan: Plan) -> tuple[Offer, ...]:
    """What the guidance and the agency offer to a plan now, in one query; three, for a dialogue about an incident.

    The first days after an incident stay in its playbook, where there is one: the design team of a dialogue comes
    later, and nobody should record the same call twice. What such a plan holds already stays offered.
    """
    own = OwnStep.objects.for_plan(plan)
    offers = (*offers_of(content.guidance(plan.phase)), *(offer_of(row) for row in own))
    left_out = _of_playbook(plan)
    if not left_out:
        return offers
    held = set(plan.steps.values_list("key", flat=True)) if plan.pk else set()
    return tuple(one for one in offers if one.stage not in left_out or one.step.key in held)


def _of_playbook(plan: Plan) -> frozenset[str]:
    """Titles of the stages that the playbook of the dialogue's incident sees to."""
    incident = plan.dialogue.incident_id if plan.dialogue else None
    if plan.phase != Phase.POST_INCIDENT or not Plan.objects.filter(incident=incident or 0).exists():
        return frozenset()
    stages = content.guidance(plan.phase).stages
    return frozenset(stage.title for stage in stages if stage.hours and stage.hours[0] < DIALOGUE_FROM_HOUR)


@dataclass(frozen=True)
class OwnStepLine:
    """One own step with its words as a plan would show them."""

    own: OwnStep
    step: Step
    stage: str

    @classmethod
    def of(cls, own: OwnStep) -> Self:
        return cls(own, as_step(own), stage_title(own.phase, own.stage))


@dataclass(frozen=True)
class PhaseGroup:
    phase: str
    lines: tuple[OwnStepLine, ...]


@dataclass(frozen=True)
class OwnStepPage:
    """Those in use, by phase and stage (their number is limited), and a page of the retired ones."""

    groups: tuple[PhaseGroup, ...]
    retired: tuple[OwnStepLine, ...]
    next_before: int | None

    @classmethod
    def of(cls, agency: Agency, *, before: int | None = None) -> Self:
        """Two queries."""
        rows = OwnStep.objects.filter(agency=agency)
        retired = rows.retired().filter(**({"pk__lt": before} if before else {})).order_by("-pk")[: PAGE + 1]
        found = [OwnStepLine.of(own) for own in retired]
        return cls(
            groups=_by_phase(OwnStepLine.of(own) for own in rows.in_use().order_by("pk")),
            retired=tuple(found[:PAGE]),
            next_before=found[PAGE - 1].own.pk if len(found) > PAGE else None,
        )


def _by_phase(lines: Iterable[OwnStepLine]) -> tuple[PhaseGroup, ...]:
    known = sorted(lines, key=_place)
    groups = ((phase, tuple(line for line in known if line.own.phase == phase)) for phase in Phase)
    return tuple(PhaseGroup(str(phase.label), mine) for phase, mine in groups if mine)


def _place(line: OwnStepLine) -> tuple[int, int]:
    titles = [stage.title for stage in content.guidance(line.own.phase).stages]
    return titles.index(line.stage), line.own.pk
