"""A plan on paper: a playbook on two pages, readiness, or the plan of a dialogue."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from dialogues.timing import day_in
from planning.models import Plan
from planning.progress import Progress
from planning.summaries.plans import stages_of
from planning.summaries.steps import steps_of
from records.formats import pdf


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
        "stages": stages_of(steps),
        "progress": Progress.of(steps),
        "printed_at": printed_at,
        "time_zone": plan.time_zone,
    }
    return render_to_string("pdf/plan.html", context)


def title_of(plan: Plan) -> str:
    """Nothing that names a person stands in the properties of a file."""
    if plan.incident_id:
        return _("Playbook after an incident")
    if plan.dialogue_id:
        return _("Plan: %(phase)s") % {"phase": plan.get_phase_display()}
    return _("Readiness plan")
