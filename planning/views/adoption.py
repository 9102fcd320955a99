"""Taking over newer guidance into a running plan, and adding a step to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dialogues.timing import day_in
from planning.access import any_plan_for
from planning.forms.adoption import AdoptForm
from planning.forms.own_steps import AddStepForm
from planning.permissions import may_work_on_plan, may_write_own_steps
from planning.services import adoption, own_steps
from planning.services.adoption import Adopted
from planning.summaries.adoption import AdoptPage
from planning.summaries.homes import PlanHome
from planning.views.plans import frame_of
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """What is new, what changed and what went. Whoever sees the plan may look; who works on it takes over."""
    plan = any_plan_for(request, plan_pk)
    home, form = PlanHome.of(plan), AdoptForm(request.POST or None)
    may_work = may_work_on_plan(request.user, plan)
    if request.method == "POST":
        may_work.require()
        if form.is_valid():
            try:
                result = adoption.adopt(by=request.user, plan=plan, **form.cleaned_data)
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _said(result))
                return redirect(home.address)
    page = AdoptPage.of(plan, today=day_in(plan.time_zone, timezone.now()))
    context = frame_of(plan, home) | {"page": page, "form": form, "may_work": may_work}
    return render(request, "planning/plans/adopt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_step(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Write a step for this plan, with the choice to keep it for future plans of the agency."""
    plan = any_plan_for(request, plan_pk)
    may_work_on_plan(request.user, plan).require()
    home, may_keep = PlanHome.of(plan), may_write_own_steps(request.user, plan.agency)
    form = AddStepForm(request.POST or None, phase=plan.phase, may_keep=bool(may_keep))
    if request.method == "POST" and form.is_valid():
        try:
            step = own_steps.add_to_plan(
                by=request.user,
                plan=plan,
                stage=form.place()["stage"],
                values=form.values(),
                form_key=form.cleaned_data["form_key"],
                is_for_future=form.cleaned_data.get("is_for_future", False),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("“%(step)s” is in the plan.") % {"step": step.title})
            return redirect("planning:step-show", step.pk)
    context = frame_of(plan, home) | {"form": form, "may_keep": may_keep}
    return render(request, "planning/plans/add_step.html", context)


def _said(result: Adopted) -> str:
    said = _(
        "The plan is up to date with version %(version)s of the guidance. "
        "Steps added: %(added)d. Steps changed: %(changed)d."
    )
    numbers = {"version": result.version, "added": result.added, "changed": result.changed}
    if result.declined:
        said += " " + _("Left out, and kept under “Compare with the guidance”: %(declined)d.")
        numbers["declined"] = result.declined
    return said % numbers
