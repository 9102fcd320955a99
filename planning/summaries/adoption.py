"""The page on which a person takes over a newer version of the guidance: old and new words side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning import content
from planning.content.differences import Difference, Fate, Kind, TaskChange, columns_of
from planning.evidence.anchors import anchors_of
from planning.evidence.facts import SENTENCES
from planning.evidence.sight import Sight
from planning.models import Plan, PlanStep
from planning.summaries.comparison import Comparison, offer_of
from planning.timing import Anchors, due_date
from records.timing import spell_day

# In the order in which a person reads a step. "When" stands for the rule and its words together.
LABELS: dict[str, str | Promise] = {
    "title": gettext_lazy("Title"),
    "why": gettext_lazy("Why"),
    "suggested_owner": gettext_lazy("Suggested owner"),
    "due_words": gettext_lazy("When"),
    "evidence_name": gettext_lazy("Done when"),
    "found_by": gettext_lazy("What the record shows by itself"),
    "ask_counsel": gettext_lazy("Ask counsel"),
    "script": gettext_lazy("Words you may use"),
    "basis": gettext_lazy("Where this comes from"),
}
FATES: dict[Fate, str | Promise] = {
    Fate.ADDED: gettext_lazy("New task"),
    Fate.REWORDED: gettext_lazy("Task"),
    Fate.REMOVED: gettext_lazy("Task that goes"),
    Fate.STAYS: gettext_lazy("Ticked task, stays as it is"),
}
DAY_PAST = gettext_lazy("The day that this counts to is over.")


@dataclass(frozen=True)
class FieldLine:
    """One part of a step: as the plan has it, and as it would be. Empty where there is nothing."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class DifferenceView:
    """One difference as the page shows it. `due_on` is the day that a new step would get, `is_day_past` whether that
    day lies behind; then it is not shown.

    `is_chosen`: ticked as the page opens. What someone left out before is not, nor a step that the record shows as
    done (`is_found`).
    """

    difference: Difference
    title: str
    stage: str
    step: content.Step | None
    row: PlanStep | None
    due_on: date | None
    is_day_past: bool
    lines: tuple[FieldLine, ...]
    is_found: bool
    is_chosen: bool

    @property
    def mark(self) -> str:
        return self.difference.mark

    @property
    def is_own(self) -> bool:
        return self.difference.offer is not None and self.difference.offer.is_own


@dataclass(frozen=True)
class AdoptPage:
    """All differences by what they ask of the person: to choose, or only to know."""

    plan: Plan
    version: str
    is_newer: bool
    new: tuple[DifferenceView, ...]
    own: tuple[DifferenceView, ...]
    changed: tuple[DifferenceView, ...]
    left_out: tuple[DifferenceView, ...]
    recorded: tuple[DifferenceView, ...]
    gone: tuple[DifferenceView, ...]

    @classmethod
    def of(cls, plan: Plan, *, today: date) -> Self:
        """Seven queries at most, however many steps: own steps, steps, tasks, sessions, facts and twin steps."""
        found, zone = Comparison.of(plan), ZoneInfo(plan.time_zone)
        reader = _Reader(found, anchors_of([plan])[plan.pk], zone, today, Sight.of(plan, today=today))
        offered = [reader.view(one, is_offered=True) for one in found.offered]
        return cls(
            plan=plan,
            version=found.version,
            is_newer=found.is_newer,
            new=tuple(one for one in offered if one.row is None and not one.is_own),
            own=tuple(one for one in offered if one.is_own),
            changed=tuple(one for one in offered if one.row is not None and not one.is_own),
            left_out=tuple(reader.view(one) for one in found.left_out),
            recorded=tuple(reader.view(one) for one in found.recorded),
            gone=tuple(reader.view(one) for one in found.gone),
        )

    @property
    def offered(self) -> tuple[DifferenceView, ...]:
        return (*self.new, *self.changed, *self.own)

    @property
    def has_choice(self) -> bool:
        return bool(self.offered or self.left_out)

    @property
    def has_something(self) -> bool:
        return self.is_newer or self.has_choice


@dataclass(frozen=True)
class _Reader:
    found: Comparison
    anchors: Anchors
    zone: ZoneInfo
    today: date
    sight: Sight

    def view(self, one: Difference, *, is_offered: bool = False) -> DifferenceView:
        row = self.found.rows.get(one.key)
        step = offer_of(one).step if one.offer else None
        due_on = self._day(columns_of(step)["due_rule"], 0) if step else None
        is_found = row is not None and self.sight.finds(row)
        return DifferenceView(
            difference=one,
            title=step.title if step else row.title if row else "",
            stage=offer_of(one).stage if one.offer else row.stage if row else "",
            step=step,
            row=row,
            due_on=due_on,
            is_day_past=due_on is not None and due_on < self.today,
            lines=self._lines(one, row) if row and step else (),
            is_found=is_found,
            is_chosen=is_offered and not is_found,
        )

    def _lines(self, one: Difference, row: PlanStep) -> tuple[FieldLine, ...]:
        wanted = columns_of(offer_of(one).step)
        days = self._old_day(row), self._new_day(row, wanted)
        names = set(one.columns) | ({"due_words"} if "due_rule" in one.columns else set())
        before = {name: getattr(row, name) for name in wanted}
        words = [
            FieldLine(
                label,
                _spelled(name, before) + (days[0] if name == "due_words" else ""),
                _spelled(name, wanted) + (days[1] if name == "due_words" else ""),
            )
            for name, label in LABELS.items()
            if name in names
        ]
        is_asked = one.kind is not Kind.RECORDED
        tasks = [_task_line(change) for change in one.tasks if is_asked or change.fate is not Fate.STAYS]
        return (*words, *tasks)

    def _old_day(self, row: PlanStep) -> str:
        """The day that a rule gives, under its words."""
        day = None if row.is_due_set_by_hand else self._day(row.due_rule, row.turn)
        return f"\n{spell_day(day)}" if day else ""

    def _new_day(self, row: PlanStep, wanted: Mapping[str, Any]) -> str:
        """The same for the new rule. No day is proposed that is over already."""
        if row.is_due_set_by_hand:
            return "\n" + _("The date that you set stays.") if wanted["due_rule"] != row.due_rule else ""
        day = self._day(wanted["due_rule"], row.turn)
        if day is not None and day < self.today:
            return "\n" + str(DAY_PAST)
        return f"\n{spell_day(day)}" if day else ""

    def _day(self, rule: Mapping[str, Any], turn: int) -> date | None:
        return due_date(rule, self.anchors, self.zone, turn)


def _spelled(name: str, columns: Mapping[str, Any]) -> str:
    value = columns[name]
    if name == "found_by":
        return "\n".join(str(SENTENCES[key].holds) for key in value if key in SENTENCES)
    if name == "basis":
        return "\n".join(_spelled_basis(part) for part in value)
    return "\n".join(value) if isinstance(value, list) else str(value)


def _spelled_basis(part: Mapping[str, Any]) -> str:
    labels = {tag.key: tag.label for tag in (*content.tags(), *content.OWN_TAGS)}
    sources = "; ".join(source["title"] for source in part["sources"])
    told = f"{labels.get(part['tag'], part['tag'])}: {part['covers']}"
    return f"{told} ({sources})" if sources else told


def _task_line(change: TaskChange) -> FieldLine:
    return FieldLine(FATES[change.fate], change.before, change.after)
