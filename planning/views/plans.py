"""The plan of a dialogue: the steps of its phase, one by one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogues.access import dialogue_for
from planning.access import step_for
from planning.forms.plans import AssignForm, EvidenceForm, SkipForm
from planning.models import Plan, PlanStep
from planning.permissions import may_work_on_plan
from planning.services import plans
from planning.summaries.plans import NextSteps, PlanPreview, PlanView, possible_owners


@require_GET
def show_plan(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "active": "plan"}
    plan = dialogue.plans.filter(phase=dialogue.phase).select_related("dialogue").first()
    if plan is None:
        has_session = dialogue.sessions.not_cancelled().exists()
        may_work = may_work_on_plan(request.user, dialogue)
        context["preview"] = PlanPreview.of(dialogue, may_work=may_work, has_session=has_session)
        return render(request, "planning/plans/preview.html", context)
    context["view"] = _view(request, plan)
    return render(request, "planning/plans/show.html", context)


@require_POST
def start_plan(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    plans.start(by=request.user, dialogue=dialogue)
    messages.success(request, _("The plan has begun. Its first step is open below."))
    return redirect("planning:plan-show", pk)


@require_GET
def show_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    return _step_page(request, step_for(request, pk, step_pk))


@require_POST
def save_ticks(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    shown, ticked = request.POST.getlist("shown"), request.POST.getlist("task")
    plans.save_ticks(by=request.user, step=step, shown=shown, ticked=ticked)
    if not request.htmx:
        messages.success(request, _("Your ticks are saved."))
        return redirect("planning:step-show", pk, step_pk)
    view = _view(request, step.plan, chosen=step.key)
    context = {"dialogue": step.plan.dialogue, "view": view, "step": view.current, "is_saved": True}
    return render(request, "planning/plans/_tasks.html", context)


@require_http_methods(["GET", "POST"])
def finish_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    form = EvidenceForm(request.POST or None, initial={"evidence": step.evidence})
    if request.method == "POST" and form.is_valid():
        plans.mark_done(by=request.user, step=step, evidence=form.cleaned_data["evidence"])
        messages.success(request, _("“%(step)s” is done.") % {"step": step.title})
        return redirect("planning:plan-show", pk)
    return _step_page(request, step, evidence_form=form)


@require_http_methods(["GET", "POST"])
def skip_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plans.skip(by=request.user, step=step, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("“%(step)s” is skipped. The reason is in the record.") % {"step": step.title}
        )
        return redirect("planning:plan-show", pk)
    return _step_page(request, step, skip_form=form)


@require_POST
def reopen_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    plans.reopen(by=request.user, step=step)
    messages.success(request, _("“%(step)s” is open again.") % {"step": step.title})
    return redirect("planning:step-show", pk, step_pk)


@require_http_methods(["GET", "POST"])
def assign_step(request: HttpRequest, pk: int, step_pk: int) -> HttpResponse:
    step = step_for(request, pk, step_pk)
    form = _assign_form(request, step)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        plans.assign(by=request.user, step=step, owner=values["owner"], owner_name=values["owner_name"])
        plans.set_due_date(by=request.user, step=step, due_on=values["due_on"])
        messages.success(request, _("Who and when are saved."))
        return redirect("planning:step-show", pk, step_pk)
    return _step_page(request, step, assign_form=form)


@require_GET
def show_next_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel on a dialogue's overview; the plan page says the same and more."""
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "next": NextSteps.of(dialogue, today=timezone.localdate())}
    return render(request, "planning/plans/_next_steps.html", context)


def _view(request: HttpRequest, plan: Plan, chosen: str = "") -> PlanView:
    may_work = may_work_on_plan(request.user, plan.dialogue)
    return PlanView.of(plan, may_work=may_work, today=timezone.localdate(), chosen=chosen)


def _assign_form(request: HttpRequest, step: PlanStep) -> AssignForm:
    members = possible_owners(step.plan.dialogue)
    chosen = next((str(m.pk) for m in members if step.owner_name and m.name == step.owner_name), "")
    initial = {
        "member": chosen,
        "name": "" if chosen else step.owner_name,
        "due_on": step.due_on if step.is_due_set_by_hand else None,
    }
    data = request.POST if request.method == "POST" and "due_on" in request.POST else None
    return AssignForm(data, initial=initial, members=members)


def _step_page(request: HttpRequest, step: PlanStep, **forms: object) -> HttpResponse:
    """The page of one step. A form with a mistake comes back with what was typed."""
    view = _view(request, step.plan, chosen=step.key)
    context = {
        "dialogue": step.plan.dialogue,
        "active": "plan",
        "view": view,
        "step": view.current,
        "evidence_form": EvidenceForm(initial={"evidence": step.evidence}),
        "skip_form": SkipForm(),
        "assign_form": _assign_form(request, step),
        **forms,
    }
    context["form"] = next((form for form in forms.values() if getattr(form, "errors", None)), None)
    return render(request, "planning/plans/step.html", context)
