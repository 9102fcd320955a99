"""One step of a plan: tick, note, finish, skip, open again, say who and when."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.errors import ChangedMeanwhile
from planning.access import step_for
from planning.forms.plans import ArrangeForm, EvidenceForm, NoteForm, SkipForm, TurnForm
from planning.models import PlanStep
from planning.permissions import may_work_on_plan
from planning.services import steps
from planning.summaries.beforehand import told_beforehand
from planning.summaries.homes import PlanHome
from planning.summaries.steps import StepPage, is_a_task_missing, possible_owners, tasks_of
from planning.views.plans import frame_of
from records.errors import Refusal

A_TASK_LEFT = gettext_lazy(
    "A task that you ticked is not in the plan any more: someone took over newer guidance meanwhile. "
    "Your other ticks are saved."
)


@require_safe
def show_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    return _step_page(request, step_for(request, step_pk))


@require_POST
def save_ticks(request: HttpRequest, step_pk: int) -> HttpResponse:
    step = step_for(request, step_pk)
    steps.save_ticks(by=request.user, step=step, **_ticks(request))
    tasks = tasks_of(step)
    is_short = is_a_task_missing(tasks, request.POST.getlist("task"))
    if not request.htmx:
        messages.success(request, A_TASK_LEFT if is_short else _("Your ticks are saved."))
        return redirect("planning:step-show", step_pk)
    context = {
        "plan": step.plan,
        "step": step,
        "is_open": True,
        "tasks": tasks,
        "may_work": may_work_on_plan(request.user, step.plan),
        "is_saved": True,
        "is_short": is_short,
    }
    return render(request, "planning/plans/_tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def note_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    """Write down what was done, now or earlier; the step stays as it is."""
    step = step_for(request, step_pk)
    may_work_on_plan(request.user, step.plan).require()
    form = NoteForm(request.POST or None, zone=step.plan.time_zone, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            steps.note(by=request.user, step=step, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is written down with its time."))
            return redirect("planning:step-show", step_pk)
    return _step_page(request, step, note_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def finish_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    step = step_for(request, step_pk)
    may_work_on_plan(request.user, step.plan).require()
    form = EvidenceForm(request.POST or None, initial=_evidence_of(step))
    if request.method == "POST" and form.is_valid():
        try:
            row = steps.mark_done(by=request.user, step=step, **form.cleaned_data, **_ticks(request))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _tell(request, row, _("“%(step)s” is done.") % {"step": step.title})
            return redirect(PlanHome.of(step.plan).address)
    return _step_page(request, step, evidence_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def skip_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    step = step_for(request, step_pk)
    may_work_on_plan(request.user, step.plan).require()
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = steps.skip(by=request.user, step=step, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("“%(step)s” is skipped. The reason is in the record.") % {"step": step.title}
            _tell(request, row, said)
            return redirect(PlanHome.of(step.plan).address)
    return _step_page(request, step, skip_form=form)


@require_POST
def reopen_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    step = step_for(request, step_pk)
    form = TurnForm(request.POST)
    steps.reopen(by=request.user, step=step, turn=form.turn_shown())
    messages.success(request, _("“%(step)s” is open again.") % {"step": step.title})
    return redirect("planning:step-show", step_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def arrange_step(request: HttpRequest, step_pk: int) -> HttpResponse:
    step = step_for(request, step_pk)
    may_work_on_plan(request.user, step.plan).require()
    form = _arrange_form(step, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            steps.arrange(by=request.user, step=step, version=step.version, changes=form.arrangements())
        except ChangedMeanwhile as refusal:
            told = {"refusal": refusal, "differences": form.differences(), "arrange_form": form.rebased()}
            return _step_page(request, step, status=409, **told)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Who and when are saved."))
            return redirect("planning:step-show", step_pk)
    return _step_page(request, step, arrange_form=form)


def _tell(request: HttpRequest, row: PlanStep, said: str) -> None:
    """What was done; or, to whoever came second, who was first and what became of their words."""
    if row.beforehand is None:
        messages.success(request, said)
    else:
        messages.info(request, told_beforehand(row, row.beforehand, now=timezone.now()))


def _ticks(request: HttpRequest) -> dict[str, list[str]]:
    """What was ticked when the page was made, and what is ticked now."""
    return {"shown": request.POST.getlist("shown"), "ticked": request.POST.getlist("task")}


def _evidence_of(step: PlanStep) -> dict[str, Any]:
    return {"evidence": "" if step.turn else step.evidence, "turn": step.turn}


def _arrange_form(step: PlanStep, data: Any = None) -> ArrangeForm:
    owners = possible_owners(step.plan)
    current = ArrangeForm.current_of(step, owners)
    return ArrangeForm(data, current=current, version=step.version, owners=owners)


def _step_page(request: HttpRequest, step: PlanStep, status: int = 200, **asked: Any) -> HttpResponse:
    """The page of one step with its forms. One with a mistake comes back with what was typed."""
    plan = step.plan
    may_work = may_work_on_plan(request.user, plan)
    ticked = request.POST.getlist("task") if "evidence_form" in asked and request.POST else None
    page = StepPage.of(step, may_work=may_work, today=timezone.localdate(), ticked=ticked)
    context = {
        **frame_of(plan, PlanHome.of(plan)),
        "page": page,
        "step": step,
        "is_open": page.row.state in {"open", "found", "left"},
        "tasks": page.tasks,
        "may_work": may_work,
        "evidence_form": EvidenceForm(initial=_evidence_of(step)),
        "note_form": NoteForm(zone=plan.time_zone, now=timezone.now()),
        "skip_form": SkipForm(initial={"turn": step.turn}),
        "arrange_form": _arrange_form(step) if "arrange_form" not in asked else None,
        **asked,
    }
    context["form"] = next((one for one in asked.values() if isinstance(one, Form) and one.errors), None)
    return render(request, "planning/plans/step.html", context, status=status)
