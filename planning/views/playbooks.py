"""A running incident: open it with its playbook, see the next right thing, take the playbook on paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.access import agencies_as_liaison, incident_for, incident_read_by
from dialogues.exports.hand_overs import sheet_pdf
from dialogues.forms.incidents import OpenIncidentForm
from dialogues.models import Incident
from dialogues.summaries.hand_overs import HandOverSheet
from dialogues.summaries.incidents import recent_incidents
from dialogues.summaries.reminder_pauses import PauseCount
from planning.access import any_plan_for
from planning.errors import PlanStarted
from planning.exports.plans import plan_pdf
from planning.forms.documents import PaperForm
from planning.forms.plans import EvidenceForm
from planning.models import Plan
from planning.permissions import may_prepare, may_read_playbook, may_run_playbook
from planning.services import plans, playbooks
from planning.summaries.homes import PlanHome
from planning.summaries.playbooks import Playbook, ShiftSteps
from planning.views.plans import frame_of
from readiness.content import starting_texts
from readiness.summaries.preparedness import PeopleToCall, statements_for
from readiness.summaries.suggestions import places_to_look
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def open_incident(request: HttpRequest) -> HttpResponse:
    """Something happened. What it asks fits on one screen of a phone; everything can be mended later."""
    agencies, now = agencies_as_liaison(request), timezone.now()
    initial = OpenIncidentForm.initial_for(agencies, now, by=request.user)
    form = OpenIncidentForm(request.POST or None, agencies=agencies, now=now, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            incident = playbooks.open_incident(by=request.user, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told_after_opening(incident))
            return redirect("planning:playbook-show", incident.pk)
    context = {"form": form, "agencies": agencies, "recent": recent_incidents(request.user)}
    return render(request, "dialogues/incidents/open.html", context)


@require_safe
def show_playbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The clock: the window it is in, the next step open, everything else one tap away."""
    plan = Plan.objects.visible_to(request.user).filter(incident=pk).with_subjects().first()
    if plan is None or plan.incident is None:
        return _without_playbook(request, pk)
    may_work = may_run_playbook(request.user, plan.incident)
    page = Playbook.of(plan, may_work=may_work, now=timezone.now())
    turn = page.current.step.turn if page.current else 0
    context = frame_of(plan, PlanHome.of(plan)) | {
        "page": page,
        "active": "clock",
        "evidence_form": EvidenceForm(initial={"turn": turn}),
    }
    return render(request, "planning/playbooks/show.html", context)


def _without_playbook(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    may_read_playbook(request.user, incident).require()
    may_work = may_run_playbook(request.user, incident)
    context = {"incident": incident, "may_read": True, "may_work": may_work, "active": "clock"}
    return render(request, "planning/playbooks/start.html", context)


@require_safe
def show_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to call and what to say first, as the agency keeps it ready. The team needs no role for it."""
    incident = incident_for(request, pk)
    may_read_playbook(request.user, incident).require()
    people = PeopleToCall.of(incident.agency)
    statements = statements_for(incident.agency, incident.kind)
    context = {
        "incident": incident,
        "agency": incident.agency,
        "may_read": True,
        "active": "people",
        "people": people,
        "places": [] if people.neutrals else places_to_look(),
        "statements": statements,
        "texts": [] if statements else starting_texts(),
        "may_keep": may_prepare(request.user, incident.agency),
    }
    return render(request, "planning/playbooks/people.html", context)


@require_safe
def download_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The state as of now for the next shift, with the steps of the playbook that are open."""
    incident, now = incident_read_by(request, pk), timezone.now()
    plan = Plan.objects.filter(incident=incident).with_subjects().first()
    found = ShiftSteps.of(plan, now) if plan else ShiftSteps((), ())
    sheet = HandOverSheet.of(incident, now=now)
    content = sheet_pdf(sheet, steps=found.open, resting=found.resting)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="hand-over-{now:%Y%m%d-%H%M}.pdf"'
    return response


@require_POST
def start_playbook(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    try:
        plans.start_playbook(by=request.user, incident=incident)
    except PlanStarted as refusal:
        messages.info(request, refusal.sentence)
    return redirect("planning:playbook-show", pk)


@require_safe
def print_plan(request: HttpRequest, plan_pk: int) -> HttpResponse:
    """The choice of paper for a playbook, a readiness plan or a dialogue's plan."""
    plan = any_plan_for(request, plan_pk)
    context = frame_of(plan, PlanHome.of(plan)) | {
        "form": PaperForm(initial={"paper": plan.agency.paper_size})
    }
    return render(request, "planning/plans/print.html", context)


@require_safe
def download_plan(request: HttpRequest, plan_pk: int) -> HttpResponse:
    plan = any_plan_for(request, plan_pk)
    form = PaperForm(request.GET)
    if not form.is_valid():
        return redirect("planning:plan-print", plan_pk)
    content = plan_pdf(plan, paper=form.cleaned_data["paper"], printed_at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="plan.pdf"'
    return response


def _told_after_opening(incident: Incident) -> str:
    """What is true now, also of the reminders that wait from here on."""
    told = _("The incident is written down. Nothing was sent to anyone.")
    count = PauseCount.of(incident).running
    if not count:
        return told
    paused = ngettext(
        "Reminders of one other dialogue wait until you decide.",
        "Reminders of %(count)d other dialogues wait until you decide.",
        count,
    )
    return f"{told} {paused % {'count': count}}"
