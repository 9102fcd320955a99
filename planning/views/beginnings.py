"""What brings you here: three situations, and for the first of them how ready the agency is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import agency_for
from dialogues.timing import day_in
from planning import content
from planning.errors import PlanStarted
from planning.models import Plan
from planning.permissions import may_prepare, may_read_readiness
from planning.services import plans
from planning.summaries.readiness import ReadinessPage
from planning.views.plans import tags


@require_safe
def show_tracks(request: HttpRequest) -> HttpResponse:
    """One question with three answers. Each leads to what that situation needs, and to nothing else."""
    context = {"guidance": {phase: content.guidance(phase) for phase in content.PHASES}}
    return render(request, "planning/beginnings/tracks.html", context)


@require_safe
def show_readiness(request: HttpRequest, pk: int) -> HttpResponse:
    agency = agency_for(request, pk)
    may_read_readiness(request.user, agency).require()
    may_work = may_prepare(request.user, agency)
    plan = Plan.objects.of_agency(agency).with_subjects().first()
    context = {"agency": agency, "active": "readiness", "may_work": may_work, "tags": tags()}
    if plan is None:
        context["guidance"] = content.guidance("pre_crisis")
        return render(request, "planning/beginnings/start_readiness.html", context)
    today = day_in(agency.time_zone, timezone.now())
    context |= {"plan": plan, "page": ReadinessPage.of(plan, may_work=may_work, today=today)}
    return render(request, "planning/beginnings/readiness.html", context)


@require_POST
def start_readiness(request: HttpRequest, pk: int) -> HttpResponse:
    agency = agency_for(request, pk)
    try:
        plans.start_readiness(by=request.user, agency=agency)
    except PlanStarted as refusal:
        messages.info(request, refusal.sentence)
    else:
        messages.success(request, _("Your readiness plan has begun. Nothing was sent to anyone."))
    return redirect("planning:readiness-show", pk)
