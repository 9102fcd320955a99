"""The plan of a dialogue: the steps of its phase, stage by stage."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.access import dialogue_for
from dialogues.models import Dialogue
from planning import content
from planning.access import any_plan_for, plans_for
from planning.errors import PlanStarted
from planning.forms.plans import AssignForm
from planning.permissions import may_plan_dialogue, may_read_playbook, may_work_on_plan
from planning.services import plans, steps
from planning.summaries.homes import PlanHome
from planning.summaries.plans import NextSteps, PlanPreview, PlanView
from planning.summaries.steps import in_order, possible_owners, steps_of


@require_safe
def show_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan of the dialogue's phase, or what it would ask; with `?phase=`, the plan of an earlier phase."""
    dialogue = dialogue_for(request, pk)
    may_work = may_plan_dialogue(request.user, dialogue)
    context: dict[str, Any] = {"dialogue": dialogue, "active": "plan", "tags": tags()}
    plan, others = plans_for(request, dialogue)
    if plan is None:
        context["preview"] = PlanPreview.of(
            dialogue, may_work=may_work, may_read_incident=_reads_playbook(request, dialogue), others=others
        )
        return render(request, "planning/plans/preview.html", context)
    today = timezone.localdate()
    context["view"] = PlanView.of(plan, may_work=may_work, today=today, others=others)
    return render(request, "planning/plans/show.html", context)


def _reads_playbook(request: HttpRequest, dialogue: Dialogue) -> bool:
    return dialogue.incident is not None and bool(may_read_playbook(request.user, dialogue.incident))


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
def show_next_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel on a dialogue's overview; the plan page says the same and more."""
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "next": NextSteps.of(dialogue, today=timezone.localdate())}
    return render(request, "planning/plans/_next_steps.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assign_several(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """Give several steps to one person at once, with or without a day."""
    plan = any_plan_for(request, plan_pk)
    may_work_on_plan(request.user, plan).require()
    open_steps, home = in_order(steps_of(plan, timezone.localdate())), PlanHome.of(plan)
    form = AssignForm(request.POST or None, owners=possible_owners(plan), steps=open_steps)
    if request.method == "POST" and form.is_valid():
        keys, changes = form.cleaned_data["steps"], form.arrangements()
        count = steps.arrange_several(by=request.user, plan=plan, keys=keys, changes=changes)
        said = ngettext("%(n)d step is arranged.", "%(n)d steps are arranged.", count)
        messages.success(request, said % {"n": count})
        return redirect(home.address)
    return render(
        request, "planning/plans/assign.html", frame_of(plan, home) | {"form": form, "steps": open_steps}
    )


def tags() -> dict[str, content.Tag]:
    """What G, C and I mean, and the marks of steps that are our own, by the letter that steps keep."""
    return {tag.key: tag for tag in (*content.tags(), *content.OWN_TAGS)}


def frame_of(plan: Any, home: PlanHome) -> dict[str, Any]:
    """What the frame around a plan's pages needs to know."""
    return {
        "plan": plan,
        "home": home,
        "dialogue": plan.dialogue,
        "incident": plan.incident,
        "agency": plan.agency,
        "active": "plan",
        "may_read": True,  # whoever sees the plan reads what it is of
        "tags": tags(),
    }
