"""Loading plans and agendas for a request, always through the dialogue the person may see."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import agency_for
from accounts.models import Agency
from dialogues.models import Dialogue
from planning.forms.plans import PhaseForm
from planning.models import Agenda, AgendaBlock, AgendaRelease, OwnStep, Plan, PlanStep
from planning.permissions import may_read_own_steps


def plans_for(request: HttpRequest, dialogue: Dialogue) -> tuple[Plan | None, list[Plan]]:
    """The plan of the phase the reader asks for (404 without one), else that of the dialogue's own phase; and all
    plans of the dialogue, the oldest first."""
    form = PhaseForm(request.GET)
    if not form.is_valid():
        raise Http404
    phase = form.cleaned_data["phase"] or dialogue.phase
    plans = list(Plan.objects.filter(dialogue=dialogue).select_related("agency").order_by("started_at", "pk"))
    for plan in plans:
        plan.dialogue = dialogue
    chosen = next((plan for plan in plans if plan.phase == phase), None)
    if chosen is None and phase != dialogue.phase:
        raise Http404
    return chosen, plans


def any_plan_for(request: HttpRequest, plan_pk: int) -> Plan:
    """A plan that the person may see, whatever it is of."""
    return get_object_or_404(Plan.objects.visible_to(request.user).with_subjects(), pk=plan_pk)


def step_for(request: HttpRequest, step_pk: int) -> PlanStep:
    """A step of a plan that the person may see."""
    plans = Plan.objects.visible_to(request.user)
    steps = PlanStep.objects.filter(plan__in=plans).select_related(
        "plan__agency",
        "plan__dialogue__agency",
        "plan__dialogue__incident",
        "plan__incident",
        "owner",
        "settled_by",
    )
    return get_object_or_404(steps, pk=step_pk)


def own_step_agency_for(request: HttpRequest, pk: int) -> Agency:
    """An agency whose own steps the person may read; other members learn who may."""
    agency = agency_for(request, pk)
    may_read_own_steps(request.user, agency).require()
    return agency


def own_step_for(agency: Agency, own_step_pk: int) -> OwnStep:
    """An own step, retired or not, of an agency that was loaded for the person."""
    own = get_object_or_404(OwnStep, agency=agency, pk=own_step_pk)
    own.agency = agency
    return own


def agenda_for(request: HttpRequest, pk: int, session_pk: int) -> Agenda:
    """The agenda of a session that the person may see."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(
        Agenda.objects.filter(session__dialogue__in=visible).select_related(
            "session__dialogue__agency", "session__dialogue__incident", "changed_by"
        ),
        session_id=session_pk,
    )


def block_for(request: HttpRequest, pk: int, session_pk: int, block_pk: int) -> AgendaBlock:
    """An item, removed or not, of the agenda of a session that the person may see. One query."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    blocks = AgendaBlock.objects.filter(agenda__session__dialogue__in=visible, agenda__session=session_pk)
    return get_object_or_404(blocks.select_related("agenda__session__dialogue__agency"), pk=block_pk)


def release_for(request: HttpRequest, pk: int, session_pk: int, number: int) -> AgendaRelease:
    """A release of the agenda of a session that the person may see."""
    agenda = agenda_for(request, pk, session_pk)
    release = get_object_or_404(AgendaRelease.objects.select_related("made_by"), agenda=agenda, number=number)
    release.agenda = agenda
    return release
