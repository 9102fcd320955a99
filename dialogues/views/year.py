"""A year of sustained engagement, on the screen and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dialogues.access import dialogue_for
from dialogues.exports import year as paper
from dialogues.forms.year import YearForm
from dialogues.permissions import rights_of
from dialogues.summaries.year import Year


@require_safe
def show_year(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    context = {
        "dialogue": dialogue,
        "active": "year",
        "year": Year.of(dialogue, now=timezone.now(), number=YearForm.read(request.GET)),
        "rights": rights_of(request.user, dialogue),
    }
    return render(request, "dialogues/year/show.html", context)


@require_safe
def download_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    now = timezone.now()
    year = Year.of(dialogue, now=now, number=YearForm.read(request.GET))
    response = HttpResponse(
        paper.calendar_pdf(dialogue, year, printed_at=now), content_type="application/pdf"
    )
    response["Content-Disposition"] = f'inline; filename="calendar-{year.number}.pdf"'
    return response
