"""The guidance of one phase: its stages, its steps, and when each step is due."""

from dataclasses import dataclass
from functools import partial

from planning.content.citations import Basis, Citations, Source, Tag, sources_of
from records.content import Fields, unique

PHASES = ("pre_crisis", "post_incident", "sustained")
ANCHORS = ("incident", "session", "opened", "quarterly", "yearly")
UNITS = ("hours", "days")
# What the program can see by itself; planning/evidence/facts.py has the sentences. A step names those that show it.
FACTS = (
    "both_sides_seated",
    "design_signed_off",
    "purpose_written",
    "agenda_whole",
    "place_named",
    "both_sides_invited",
    "session_held",
    "attendance_recorded",
    "themes_noted",
    "survey_answered",
    "next_date_set",
    "commitment_recorded",
    "reports_current",
    "year_dated",
    "gate_settled",
    "charter_adopted",
    "lead_named",
    "family_contact_named",
    "family_told_lately",
    "map_heard",
    "map_whole",
    "neutrals_agreed",
    "facilitators_trained",
    "calls_tested",
    "statement_approved",
    "messenger_named",
    "exercise_held",
)
FURTHEST = 1_000  # hours or days: nothing in the guidance lies further away


@dataclass(frozen=True)
class Due:
    """When a step is due, counted from its anchor; before it with a minus sign.

    `quarterly` and `yearly` come back by themselves: the first time `by` days after the plan was opened,
    or by the end of `month`. `also` are further dates of the same step (30, 60, 90); `every_days` says how
    often it comes back after that. `words` is what a person reads.
    """

    anchor: str
    unit: str
    start: int | None
    by: int | None
    also: tuple[int, ...]
    every_days: int | None
    month: int | None
    words: str


@dataclass(frozen=True)
class Task:
    key: str
    text: str


@dataclass(frozen=True)
class Stage:
    """A part of the phase. `hours` are its window after an incident: from the first number to before the second."""

    key: str
    title: str
    about: str
    hours: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """One step. `evidence` completes the sentence “Done when”. `script` are words to say, ours.

    `found_by` are facts of the program that together show it is done; none, where only a person can say so.
    """

    key: str
    title: str
    stage: str
    why: str
    tasks: tuple[Task, ...]
    owner: str
    due: Due
    evidence: str
    basis: tuple[Basis, ...]
    counsel: bool
    ask: tuple[str, ...]
    script: str
    found_by: tuple[str, ...]

    @property
    def tag(self) -> Tag:
        """What most of the step rests on. Show `basis` wherever there is room: it says what rests on what."""
        return self.basis[0].tag

    @property
    def sources(self) -> tuple[Source, ...]:
        return sources_of(self.basis)


@dataclass(frozen=True)
class Guidance:
    """Everything one phase asks. `version` goes up whenever its words or rules change."""

    phase: str
    version: int
    title: str
    situation: str
    about: str
    basis: tuple[Basis, ...]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]

    def in_stage(self, stage: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.stage == stage)


def read_guidance(fields: Fields, *, citations: Citations, phase: str) -> Guidance:
    if fields.choice("phase", PHASES) != phase:
        raise fields.error(f"the file is named {phase}.yaml, so its phase is {phase}", at="phase")
    stages = unique(fields.children("stages", _read_stage), fields, "stages")
    keys = tuple(stage.key for stage in stages)
    read_step = partial(_read_step, citations=citations, stages=keys)
    steps = unique(fields.children("steps", read_step), fields, "steps")
    order = tuple(dict.fromkeys(step.stage for step in steps))
    places = [keys.index(step.stage) for step in steps]
    if order != keys or places != sorted(places):
        raise fields.error("steps stand stage by stage, in the order of the stages, none empty", at="steps")
    return Guidance(
        phase=phase,
        version=fields.number("version", at_least=1, at_most=9_999),
        title=fields.text("title"),
        situation=fields.text("situation"),
        about=fields.text("about"),
        basis=fields.children("basis", citations.read_basis),
        stages=stages,
        steps=steps,
    )


def _read_stage(fields: Fields) -> Stage:
    stage = Stage(
        key=fields.key(),
        title=fields.text("title"),
        about=fields.text("about"),
        hours=fields.numbers("hours"),
    )
    if stage.hours and len(stage.hours) != 2:
        raise fields.error(
            "“hours” are two numbers: when the window opens and when the next one does", at="hours"
        )
    return stage


def _read_step(fields: Fields, *, citations: Citations, stages: tuple[str, ...]) -> Step:
    counsel = fields.flag("counsel", default=False)
    ask = fields.texts("ask", empty=True)
    if counsel != bool(ask):
        reason = "“counsel: true” and the questions under “ask” go together"
        raise fields.error(reason, at="counsel" if counsel else "ask")
    return Step(
        key=fields.key(),
        title=fields.text("title"),
        stage=fields.choice("stage", stages),
        why=fields.text("why"),
        tasks=unique(fields.children("tasks", _read_task), fields, "tasks"),
        owner=fields.text("owner"),
        due=fields.child("due", _read_due),
        evidence=fields.text("evidence"),
        basis=fields.children("basis", citations.read_basis),
        counsel=counsel,
        ask=ask,
        script=fields.text("script", default=""),
        found_by=fields.choices("found_by", FACTS, empty=True),
    )


def _read_task(fields: Fields) -> Task:
    return Task(key=fields.key(), text=fields.text("text"))


def _read_due(fields: Fields) -> Due:
    anchor = fields.choice("anchor", ANCHORS)
    due = Due(
        anchor=anchor,
        unit=fields.choice("unit", UNITS) if fields.has("unit") else "days",
        start=fields.maybe_number("start", at_least=-FURTHEST, at_most=FURTHEST),
        by=fields.maybe_number("by", at_least=-FURTHEST, at_most=FURTHEST),
        also=fields.numbers("also"),
        every_days=fields.maybe_number("every_days", at_least=1, at_most=366),
        month=fields.maybe_number("month", at_least=1, at_most=12),
        words=fields.text("words"),
    )
    if reason := _what_is_wrong(due):
        raise fields.error(reason)
    return due


def _what_is_wrong(due: Due) -> str:
    """Why a due rule cannot be followed; empty when it can."""
    if (due.by is None) == (due.month is None):
        return "a due rule has “by”, or for a yearly one “month”, and never both"
    if due.month is not None and (due.anchor != "yearly" or due.start is not None or due.also):
        return "“month” belongs to “anchor: yearly” alone, without “start” or “also”"
    if due.anchor in {"quarterly", "yearly"} and (due.every_days or due.unit == "hours"):
        return f"“anchor: {due.anchor}” comes back by itself and is counted in days"
    if due.by is not None and due.start is not None and due.start > due.by:
        return f"“start” ({due.start}) comes after “by” ({due.by})"
    if due.by is not None and due.also and due.also[0] <= due.by:
        return f"“also” begins after “by” ({due.by})"
    if due.anchor != "session" and min(due.start or 0, due.by or 0) < 0:
        return "only a session can be planned backwards; here the numbers count from 0 up"
    return ""
