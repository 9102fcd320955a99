"""The plan of a dialogue: the steps of its phase, one by one."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.access import dialogue_for
from planning import content
from planning.access import plan_for, step_for
from planning.errors import PlanStarted
from planning.forms.plans import ArrangeForm, EvidenceForm, SkipForm
from planning.models import PlanStep
from planning.permissions import may_work_on_plan
from planning.services import plans
from planning.summaries.plans import NextSteps, PlanPreview, PlanView, StepPage, possible_owners, tasks_of
from records.errors import Refusal


@require_safe
def show_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of the dialogue's phase, or what it would ask; with `?phase=`, the plan of an earlier phase."""
    dialogue = dialogue_for(request, pk)
    may_work = may_work_on_plan(request.user, dialogue)
    context: dict[str, Any] = {"dialogue": dialogue, "active": "plan", "tags": _tags()}
    plan = plan_for(request, dialogue)
    if plan is None:
        context["preview"] = PlanPreview.of(dialogue, may_work=may_work)
        return render(request, "planning/plans/preview.html", context)
    context["view"] = PlanView.of(plan, may_work=may_work, today=timezone.localdate())
    return render(request, "planning/plans/show.html", context)


@require_POST
def start_plan(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    try:
        plans.start(by=request.user, dialogue=dialogue)
    except PlanStarted as refusal:
        messages.info(request, refusal.sentence)
    else:
        messages.success(request, _("The plan has begun. Its first step is open below."))
    return redirect("planning:plan-show", pk)


@require_safe
def show_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    return _step_page(request, step_for(request, pk, step_pk))


@require_POST
def save_ticks(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    plans.save_ticks(by=request.user, step=step, **_ticks(request))
    if not request.htmx:
        messages.success(request, _("Your ticks are saved."))
        return redirect("planning:step-show", pk, step_pk)
    context = {
        "dialogue": step.plan.dialogue,
        "step": step,
        "tasks": tasks_of(step),
        "may_work": may_work_on_plan(request.user, step.plan.dialogue),
        "is_saved": True,
    }
    return render(request, "planning/plans/_tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def finish_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    may_work_on_plan(request.user, step.plan.dialogue).require()
    form = EvidenceForm(request.POST or None, initial={"evidence": step.evidence})
    if request.method == "POST" and form.is_valid():
        try:
            evidence = form.cleaned_data["evidence"]
            plans.mark_done(by=request.user, step=step, evidence=evidence, **_ticks(request))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(step)s” is done.") % {"step": step.title})
            return redirect("planning:plan-show", pk)
    return _step_page(request, step, evidence_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def skip_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    may_work_on_plan(request.user, step.plan.dialogue).require()
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plans.skip(by=request.user, step=step, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = _("“%(step)s” is skipped. The reason is in the record.") % {"step": step.title}
            messages.success(request, said)
            return redirect("planning:plan-show", pk)
    return _step_page(request, step, skip_form=form)


@require_POST
def reopen_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    plans.reopen(by=request.user, step=step)
    messages.success(request, _("“%(step)s” is open again.") % {"step": step.title})
    return redirect("planning:step-show", pk, step_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def arrange_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    may_work_on_plan(request.user, step.plan.dialogue).require()
    form = _arrange_form(step, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plans.arrange(by=request.user, step=step, changes=form.arrangements())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Who and when are saved."))
            return redirect("planning:step-show", pk, step_pk)
    return _step_page(request, step, arrange_form=form)


@require_safe
def show_next_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel on a dialogue's overview; the plan page says the same and more."""
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "next": NextSteps.of(dialogue, today=timezone.localdate())}
    return render(request, "planning/plans/_next_steps.html", context)


def _tags() -> dict[str, content.Tag]:
    """What G, C and I mean, by the letter that steps keep."""
    return {tag.key: tag for tag in content.tags()}


def _ticks(request: HttpRequest) -> dict[str, list[str]]:
    """What was ticked when the page was made, and what is ticked now."""
    return {"shown": request.POST.getlist("shown"), "ticked": request.POST.getlist("task")}


def _arrange_form(step: PlanStep, data: Any = None) -> ArrangeForm:
    members = possible_owners(step.plan.dialogue)
    current = ArrangeForm.current_of(step, members)
    return ArrangeForm(data, current=current, version=step.version, members=members)


def _step_page(request: HttpRequest, step: PlanStep, **asked: Form) -> HttpResponse:
    """The page of one step with its three forms. One with a mistake comes back with what was typed."""
    dialogue = step.plan.dialogue
    may_work = may_work_on_plan(request.user, dialogue)
    ticked = request.POST.getlist("task") if "evidence_form" in asked and request.POST else None
    page = StepPage.of(step, may_work=may_work, today=timezone.localdate(), ticked=ticked)
    context = {
        "dialogue": dialogue,
        "active": "plan",
        "page": page,
        "step": step,
        "tasks": page.tasks,
        "may_work": may_work,
        "tags": _tags(),
        "evidence_form": EvidenceForm(initial={"evidence": step.evidence}),
        "skip_form": SkipForm(),
        "arrange_form": _arrange_form(step) if "arrange_form" not in asked else None,
        **asked,
    }
    context["form"] = next((form for form in asked.values() if form.errors), None)
    return render(request, "planning/plans/step.html", context)
