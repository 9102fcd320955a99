"""A plan on paper: a playbook on two pages, readiness, or the plan of a dialogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dialogues.timing import day_in
from planning.models import Plan
from planning.progress import Progress
from planning.summaries.plans import stages_of
from planning.summaries.steps import StepView, steps_of
from readiness.summaries.preparedness import PeopleToCall
from records.formats import pdf

MOST_CALLS = 12  # the screen has all of them
LETTERS_IN_LINE = 58  # of a column, in the type of static/pdf/base.css


@dataclass(frozen=True)
class Sheet:
    """A stage on paper, its steps in two columns that are about as long."""

    title: str
    columns: tuple[tuple[StepView, ...], ...]


def plan_pdf(plan: Plan, *, paper: pdf.Paper, printed_at: datetime) -> bytes:
    """The plan as a tagged PDF in English, the language that guidance is written in."""
    with translation.override("en"):
        html = plan_html(plan, printed_at=printed_at)
        title = title_of(plan)
    return pdf.render(html, lang="en", title=title, paper=paper)


def plan_html(plan: Plan, *, printed_at: datetime) -> str:
    """The document's HTML. What is recorded in words stays on the screen: paper gets lost."""
    steps = steps_of(plan, day_in(plan.time_zone, printed_at), with_tasks=True)
    context = {
        "plan": plan,
        "title": title_of(plan),
        "subject": plan.dialogue or plan.incident or plan.agency,
        "stages": [Sheet(stage.title, _shared_out(stage.steps)) for stage in stages_of(steps)],
        "calls": PeopleToCall.of(plan.agency).calls[:MOST_CALLS] if plan.incident_id else (),
        "progress": Progress.of(steps),
        "printed_at": printed_at,
        "time_zone": plan.time_zone,
    }
    return render_to_string("pdf/plan.html", context)


def _shared_out(steps: Sequence[StepView]) -> tuple[tuple[StepView, ...], ...]:
    """In two columns, in their order; the longer one as short as can be."""
    heights = [_lines(row) for row in steps]
    splits = range(1, len(steps) + 1)
    best = min(splits, key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at), default=0)
    return tuple(steps[:best]), tuple(steps[best:])


def _lines(row: StepView) -> int:
    """About how many lines of a column a step takes."""
    texts = [task.text for task in row.step.tasks.all()] if row.is_open else []
    return 2 + sum(1 + len(text) // LETTERS_IN_LINE for text in (row.step.title, *texts))


def title_of(plan: Plan) -> str:
    """Nothing that names a person stands in the properties of a file."""
    if plan.incident_id:
        return _("Playbook after an incident")
    if plan.dialogue_id:
        return _("Plan: %(phase)s") % {"phase": plan.get_phase_display()}
    return _("Readiness plan")
