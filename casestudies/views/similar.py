"""Cases like a dialogue: a panel of the plan page, and a page of its own where scripts do not run."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casestudies.summaries.similar import SimilarCases
from dialogues.access import dialogue_for


@require_safe
def show_similar(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {"dialogue": dialogue, "active": "plan", "similar": SimilarCases.of(dialogue)}
    template = "casestudies/similar/_cases.html" if request.htmx else "casestudies/similar/show.html"
    return render(request, template, context)
