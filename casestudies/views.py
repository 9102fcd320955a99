"""The public case library."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import public
from casestudies import content
from casestudies.choices import CasePhase
from casestudies.summaries import Library


@public
@require_GET
def list_cases(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    library = Library.of(
        words=asked.get("q", ""), phase=asked.get("phase", ""), trigger=asked.get("trigger", "")
    )
    return render(request, "casestudies/cases/list.html", {"library": library})


@public
@require_GET
def show_case(request: HttpRequest, key: str) -> HttpResponse:
    try:
        case = content.case(key)
    except KeyError as unknown:
        raise Http404 from unknown
    phases = [CasePhase(phase).label for phase in case.phases]
    return render(request, "casestudies/cases/show.html", {"case": case, "phases": phases})
