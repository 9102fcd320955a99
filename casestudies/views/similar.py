"""Cases like a dialogue or an incident: a panel, and a page of its own where scripts do not run."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.summaries.similar import SimilarCases
from dialogues.access import dialogue_for, incident_read_by


@require_safe
def show_similar(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "active": "plan", "similar": SimilarCases.of(dialogue)}
    template = "casestudies/similar/_cases.html" if request.htmx else "casestudies/similar/show.html"
    return render(request, template, context)


@require_safe
def show_similar_after(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who read the incident; the panel stands at the end of its playbook."""
    incident = incident_read_by(request, pk)
    context = {
        "incident": incident,
        "active": "clock",
        "may_read": True,
        "similar": SimilarCases.of_incident(incident),
    }
    template = "casestudies/similar/_cases.html" if request.htmx else "casestudies/similar/after.html"
    return render(request, template, context)
