"""The page of a running incident: how long ago, which window it is in, and the next right thing.

Windows are suggestions. What lies behind is there to be recorded and is never late.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from accounts.permissions import Decision
from dialogues.choices import Phase
from dialogues.models import Incident
from dialogues.timing import day_in, spell_elapsed
from planning import content
from planning.models import Plan
from planning.progress import Progress
from planning.summaries.plans import is_content_newer, newest_version
from planning.summaries.steps import StepView, steps_of

FIRST_DAYS = timedelta(hours=72)


@dataclass(frozen=True)
class Window:
    """One stretch of time after the incident, with its steps. The last one stays open."""

    title: str
    about: str
    steps: tuple[StepView, ...]
    progress: Progress
    opens_at: datetime
    is_now: bool
    is_behind_us: bool

    @property
    def to_record(self) -> int:
        return self.progress.to_do


@dataclass(frozen=True)
class Playbook:
    """An incident's steps by their windows, as of a moment."""

    plan: Plan
    elapsed: str
    now: datetime
    windows: tuple[Window, ...]
    current: StepView | None
    window: Window | None
    to_record: int
    progress: Progress
    may_work: Decision
    moved: tuple[StepView, ...]
    has_newer_content: bool
    newest_version: str

    @classmethod
    def of(cls, plan: Plan, *, may_work: Decision, now: datetime) -> Self:
        """Six queries: sessions, facts of two kinds, twin steps, steps, tasks. The plan brings its incident."""
        assert plan.incident is not None
        steps = steps_of(plan, day_in(plan.time_zone, now), with_tasks=True)
        windows = _windows(plan.incident, steps, now)
        here = next((window for window in windows if window.is_now), None)
        return cls(
            plan=plan,
            elapsed=spell_elapsed(now - plan.incident.known_at),
            now=now,
            windows=windows,
            current=_next_step(windows, now - plan.incident.known_at),
            to_record=sum(window.to_record for window in windows if window.is_behind_us),
            window=here,
            progress=Progress.of(steps),
            may_work=may_work,
            moved=tuple(row for row in steps if row.is_open and row.was_due_on),
            has_newer_content=is_content_newer(plan),
            newest_version=newest_version(plan.phase),
        )


def _windows(incident: Incident, steps: list[StepView], now: datetime) -> tuple[Window, ...]:
    """The windows of the guidance as it is now; steps under a stage that it no longer has follow at the end."""
    gone = now - incident.known_at
    by_stage: dict[str, list[StepView]] = {}
    for row in steps:
        by_stage.setdefault(row.step.stage, []).append(row)
    known = [stage for stage in content.guidance(Phase.POST_INCIDENT).stages if stage.hours]
    found = []
    for place, stage in enumerate(known):
        first, following = (timedelta(hours=hour) for hour in stage.hours)
        is_last = place == len(known) - 1
        rows = tuple(by_stage.pop(stage.title, ()))
        found.append(
            Window(
                title=stage.title,
                about=stage.about,
                steps=rows,
                progress=Progress.of(rows),
                opens_at=incident.known_at + first,
                is_now=first <= gone and (is_last or gone < following),
                is_behind_us=not is_last and gone >= following,
            )
        )
    return (*found, *(_other(title, rows, now) for title, rows in by_stage.items()))


def _other(title: str, rows: list[StepView], now: datetime) -> Window:
    return Window(title, "", tuple(rows), Progress.of(rows), now, is_now=False, is_behind_us=False)


def _next_step(windows: tuple[Window, ...], gone: timedelta) -> StepView | None:
    """In the first three days, the first open step of the playbook: one lead, the family and a statement come before
    everything else, however late. Afterwards this window goes first; what lies behind is there to be recorded. What a
    dialogue about the incident asks for comes last: it is seen to there.
    """
    if gone < FIRST_DAYS:
        order = list(windows)
    else:
        order = sorted(windows, key=lambda one: (not one.is_now, not one.is_behind_us, one.opens_at))
    rows = [row for window in order for row in window.steps if row.is_open]
    return min(rows, key=lambda row: row.is_elsewhere, default=None)  # the first of those, in their order


def next_step_of(incident: Incident, steps: Iterable[StepView], now: datetime) -> StepView | None:
    """The same, for a page that only names it."""
    return _next_step(_windows(incident, list(steps), now), now - incident.known_at)


@dataclass(frozen=True)
class StepLine:
    """One step in a line, for the sheet that goes to the next shift."""

    title: str
    when: str
    who: str


@dataclass(frozen=True)
class ShiftSteps:
    """What the next shift finds of the playbook, in its order.

    `open` is to do in the windows up to now and in the one that follows. `resting` was done for now and comes back.
    """

    open: tuple[StepLine, ...]
    resting: tuple[StepLine, ...]

    @classmethod
    def of(cls, plan: Plan, now: datetime) -> Self:
        assert plan.incident is not None
        windows = _windows(plan.incident, steps_of(plan, day_in(plan.time_zone, now)), now)
        here = next((place for place, window in enumerate(windows) if window.is_now), len(windows))
        near = [row for window in windows[: here + 2] for row in window.steps if row.is_open]
        resting = [row for window in windows for row in window.steps if row.rest]
        return cls(open=tuple(map(_line, near)), resting=tuple(map(_line, resting)))


def _line(row: StepView) -> StepLine:
    when = str(row.rest or row.window or row.step.due_words)
    return StepLine(row.step.title, when, row.step.owner_name or row.step.suggested_owner)
