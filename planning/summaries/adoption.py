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


@dataclass(frozen=True)
class FieldLine:
    """One part of a step: as the plan has it, and as it would be. Empty where there is nothing."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class DifferenceView:
    """One difference as the page shows it. `due_on` is the day that a new step would get.

    `is_chosen`: ticked as the page opens. What someone left out before is not.
    """

    difference: Difference
    title: str
    stage: str
    step: content.Step | None
    row: PlanStep | None
    due_on: date | None
    lines: tuple[FieldLine, ...]
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
    def of(cls, plan: Plan) -> Self:
        """Four queries, however many steps."""
        found = Comparison.of(plan)
        reader = _Reader(found, anchors_of([plan])[plan.pk], ZoneInfo(plan.time_zone))
        offered = [reader.view(one, is_chosen=True) for one in found.offered]
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

    def view(self, one: Difference, *, is_chosen: bool = False) -> DifferenceView:
        row = self.found.rows.get(one.key)
        step = offer_of(one).step if one.offer else None
        return DifferenceView(
            difference=one,
            title=step.title if step else row.title if row else "",
            stage=offer_of(one).stage if one.offer else row.stage if row else "",
            step=step,
            row=row,
            due_on=self._day(columns_of(step)["due_rule"], 0) if step else None,
            lines=self._lines(one, row) if row and step else (),
            is_chosen=is_chosen,
        )

    def _lines(self, one: Difference, row: PlanStep) -> tuple[FieldLine, ...]:
        wanted = columns_of(offer_of(one).step)
        names = set(one.columns) | ({"due_words"} if "due_rule" in one.columns else set())
        before = {name: getattr(row, name) for name in wanted}
        words = [
            FieldLine(
                label,
                _spelled(name, before) + self._days(name, row, before),
                _spelled(name, wanted) + self._days(name, row, wanted),
            )
            for name, label in LABELS.items()
            if name in names
        ]
        is_asked = one.kind is not Kind.RECORDED
        tasks = [_task_line(change) for change in one.tasks if is_asked or change.fate is not Fate.STAYS]
        return (*words, *tasks)

    def _days(self, name: str, row: PlanStep, columns: Mapping[str, Any]) -> str:
        """The day that a rule gives, under its words."""
        if name != "due_words":
            return ""
        if row.is_due_set_by_hand:
            return "\n" + _("The date that you set stays.") if columns["due_rule"] != row.due_rule else ""
        day = self._day(columns["due_rule"], row.turn)
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
