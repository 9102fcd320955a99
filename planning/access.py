"""Loading plans and agendas for a request, always through the dialogue the person may see."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from dialogues.models import Dialogue
from planning.models import PlanStep


def step_for(request: HttpRequest, pk: int, step_pk: int) -> PlanStep:
    """A step of a plan of a dialogue that the person may see."""
    visible = Dialogue.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(
        PlanStep.objects.filter(plan__dialogue__in=visible).select_related(
            "plan__dialogue__agency", "plan__dialogue__incident", "owner", "settled_by"
        ),
        pk=step_pk,
    )
