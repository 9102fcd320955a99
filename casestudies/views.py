"""The public case library. Strangers read it without any question to the database, even when that is down."""

from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import public
from casestudies import content
from casestudies.choices import CasePhase
from casestudies.summaries import Library


@public
@non_atomic_requests
@require_safe
def list_cases(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    library = Library.of(
        words=asked.get("q", ""), phase=asked.get("phase", ""), trigger=asked.get("trigger", "")
    )
    return render(request, "casestudies/cases/list.html", {"library": library})


@public
@non_atomic_requests
@require_safe
def show_case(request: HttpRequest, key: str) -> HttpResponse:
    try:
        case = content.case(key)
    except KeyError as unknown:
        raise Http404 from unknown
    phases = [CasePhase(phase).label for phase in case.phases]
    return render(request, "casestudies/cases/show.html", {"case": case, "phases": phases})
