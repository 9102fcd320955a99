"""One step as a page shows it: its state, its day as of now, what the program sees, what was recorded."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from accounts.models import Membership, User
from accounts.permissions import Decision
from dialogues.models import DesignTeamMember, IncidentTeamMember
from planning.choices import StepState
from planning.evidence.anchors import anchors_of
from planning.evidence.facts import Look
from planning.evidence.sight import Sight
from planning.models import Plan, PlanStep, PlanTask, StepRecord
from planning.progress import is_behind, state_of, urgency
from planning.querysets import KEEPERS, READERS
from planning.summaries.windows import Rest, Window
from planning.timing import Anchors, comes_back, due_date, next_turn

RECORDS_SHOWN = 20


@dataclass(frozen=True)
class StepView:
    """A step and its due date as of now. `was_due_on` is the day before the session or incident moved.

    `is_elsewhere`: a dialogue about the incident has it in its plan, and it is still to do there.
    """

    step: PlanStep
    due_on: date | None
    was_due_on: date | None
    state: StepState
    looks: tuple[Look, ...]
    today: date
    is_elsewhere: bool = False

    @classmethod
    def of(cls, step: PlanStep, anchors: Anchors, zone: ZoneInfo, today: date, sight: Sight) -> Self:
        due_on, was_due_on = step.due_on, step.was_due_on
        if step.status == StepState.OPEN and not step.is_due_set_by_hand:
            due_on = due_date(step.due_rule, anchors, zone, turn_of(step, anchors, zone))
            was_due_on = step.due_on if due_on != step.due_on else step.was_due_on
        is_found = sight.finds(step)
        return cls(
            step=step,
            due_on=due_on,
            was_due_on=was_due_on,
            state=_state_of(step, due_on, today, zone, is_found=is_found),
            looks=sight.looks(step),
            today=today,
            is_elsewhere=step.key in sight.elsewhere,
        )

    @classmethod
    def as_stored(cls, step: PlanStep, today: date) -> Self:
        """Where it is known that nothing moved since the date was stored. The plan brings its agency or incident."""
        zone = ZoneInfo(step.plan.time_zone)
        state = _state_of(step, step.due_on, today, zone, is_found=step.is_found)
        return cls(step, step.due_on, step.was_due_on, state, (), today)

    @property
    def is_open(self) -> bool:
        return self.state == StepState.OPEN

    @property
    def is_behind(self) -> bool:
        return is_behind(self.state, self.due_on, self.today)

    @property
    def window(self) -> Window | None:
        """In a playbook, the suggested time on the clocks of the place."""
        return Window.of(self.step, self.due_on, self.today)

    @property
    def rest(self) -> Rest | None:
        """What is told of a step that was done for now. The step brings `done_before_by`, where that is to be told."""
        if self.state != StepState.RESTING or self.step.done_before_at is None:
            return None
        name = getattr(self.step, "done_before_by", None) or ""
        return Rest(self.step.done_before_at, name, self.due_on, self.step.plan.time_zone)

    @property
    def follows_session(self) -> bool:
        return self.step.due_rule.get("anchor") == "session"

    @property
    def follows_guidance(self) -> bool:
        """Whether a newer version of the guidance moved its day, and nothing has since."""
        return self.step.is_moved_by_guidance and self.was_due_on == self.step.was_due_on

    @property
    def comes_back(self) -> bool:
        return comes_back(self.step.due_rule, self.step.turn)


def turn_of(step: PlanStep, anchors: Anchors, zone: ZoneInfo) -> int:
    """Its turn as of now: when what it counts from moved, days on or before that of its last doing ask no more."""
    if step.done_before_at is None:
        return step.turn
    done_on = step.done_before_at.astimezone(zone).date()
    day = due_date(step.due_rule, anchors, zone, step.turn)
    if day is None or day > done_on:
        return step.turn
    following = next_turn(step.due_rule, anchors, zone, step.turn, done_on)
    return step.turn if following is None else following


def _state_of(
    step: PlanStep, due_on: date | None, today: date, zone: ZoneInfo, *, is_found: bool
) -> StepState:
    done_at = step.done_before_at
    return state_of(
        step.status,
        is_found=is_found,
        done_on=done_at.astimezone(zone).date() if done_at else None,
        due_on=due_on,
        today=today,
        is_gone=bool(step.gone_since),
    )


def steps_of(plan: Plan, today: date, *, with_tasks: bool = False) -> list[StepView]:
    """The steps with their dates, in the order of the guidance. The plan brings what it is of."""
    anchors, zone, sight = anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone), Sight.of(plan, today=today)
    rows = plan.steps.select_related("settled_by").with_done_before_by().order_by("position")
    rows = rows.prefetch_related("tasks") if with_tasks else rows
    return [StepView.of(step, anchors, zone, today, sight) for step in rows]


def views_of(steps: Collection[PlanStep], today: date) -> list[StepView]:
    """Steps of several plans with their dates, in two queries; in none when there are no steps.

    Facts are taken as they were last looked at.
    """
    if not steps:
        return []
    known = {plan.pk: plan for plan in Plan.objects.filter(pk__in={s.plan_id for s in steps}).with_subjects()}
    anchors = anchors_of(known.values())
    found = []
    for step in steps:
        plan = known[step.plan_id]
        sight = Sight(twins={step.key: ""}) if step.is_found else Sight()
        found.append(StepView.of(step, anchors[plan.pk], ZoneInfo(plan.time_zone), today, sight))
    return found


def in_order(steps: Iterable[StepView]) -> list[StepView]:
    """The steps to do: those with a date first, the nearest day first."""
    to_do = (row for row in steps if row.is_open)
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


def is_a_task_missing(tasks: Iterable[TaskLine], ticked: Collection[str]) -> bool:
    """Whether a person ticked what left the plan meanwhile, with newer guidance."""
    return not set(ticked) <= {line.task.key for line in tasks}


@dataclass(frozen=True)
class StepPage:
    """One step, where it stands in its plan, what comes before and after it, and what was recorded of it."""

    row: StepView
    tasks: tuple[TaskLine, ...]
    records: tuple[StepRecord, ...]
    has_more_records: bool
    total: int
    before: PlanStep | None
    after: PlanStep | None
    may_work: Decision
    is_earlier: bool

    @classmethod
    def of(
        cls, step: PlanStep, *, may_work: Decision, today: date, ticked: Collection[str] | None = None
    ) -> Self:
        """A fixed number of queries: sessions, facts, the titles of the plan's steps, tasks, records."""
        plan = step.plan
        anchors, zone = anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone)
        all_steps = list(plan.steps.order_by("position").only("title", "position", "plan"))
        place = next(i for i, other in enumerate(all_steps) if other.pk == step.pk)
        records = list(
            step.records.select_related("recorded_by").order_by("-done_at", "-id")[: RECORDS_SHOWN + 1]
        )
        return cls(
            row=StepView.of(step, anchors, zone, today, Sight.of(plan, today=today)),
            tasks=tasks_of(step, ticked),
            records=tuple(records[:RECORDS_SHOWN]),
            has_more_records=len(records) > RECORDS_SHOWN,
            total=len(all_steps),
            before=all_steps[place - 1] if place else None,
            after=all_steps[place + 1] if place + 1 < len(all_steps) else None,
            may_work=may_work,
            is_earlier=plan.dialogue is not None and plan.phase != plan.dialogue.phase,
        )


@dataclass(frozen=True)
class PossibleOwner:
    """Someone who may see to a step. With an account, they find it on their home page."""

    key: str
    name: str
    user: User | None


def possible_owners(plan: Plan) -> list[PossibleOwner]:
    """The people of the design team; for a playbook its team and the liaisons; for readiness those who keep it.

    Nobody who could not open the step.
    """
    if plan.dialogue is not None:
        team = DesignTeamMember.objects.current().filter(dialogue=plan.dialogue).select_related("user")
        return [PossibleOwner(str(row.pk), row.name, row.user) for row in team.order_by("name", "id")]
    roles = READERS if plan.incident is not None else KEEPERS
    members = Membership.objects.filter(agency=plan.agency, roles__overlap=roles)
    team = IncidentTeamMember.objects.current().filter(incident=plan.incident)
    people = User.objects.filter(
        Exists(members.filter(user=OuterRef("pk"))) | Exists(team.filter(user=OuterRef("pk")))
    )
    return [PossibleOwner(str(one.pk), one.full_name, one) for one in people.order_by("full_name", "pk")]
