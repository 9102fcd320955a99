"""Loading plans and agendas for a request, always through the dialogue the person may see."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from dialogues.models import Dialogue
from planning.forms.plans import PhaseForm
from planning.models import Agenda, AgendaBlock, Plan, PlanStep


def plan_for(request: HttpRequest, dialogue: Dialogue) -> Plan | None:
    """The plan of the phase the reader asks for (404 without one), else that of the dialogue's own phase."""
    form = PhaseForm(request.GET)
    if not form.is_valid():
        raise Http404
    phase = form.cleaned_data["phase"] or dialogue.phase
    plan = Plan.objects.filter(dialogue=dialogue, phase=phase).first()
    if plan is None and phase != dialogue.phase:
        raise Http404
    if plan is not None:
        plan.dialogue = dialogue
    return plan


def step_for(request: HttpRequest, pk: int, step_pk: int) -> PlanStep:
    """A step of a plan of a dialogue that the person may see."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(
        PlanStep.objects.filter(plan__dialogue__in=visible).select_related(
            "plan__dialogue__agency", "plan__dialogue__incident", "owner", "settled_by"
        ),
        pk=step_pk,
    )


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
    """An item, removed or not, of the agenda of a session that the person may see."""
    agenda = agenda_for(request, pk, session_pk)
    block = get_object_or_404(AgendaBlock, agenda=agenda, pk=block_pk)
    block.agenda = agenda
    return block
