"""Exercises of the crisis plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from readiness.access import readable_agency_for
from readiness.forms.find import PlaceInRegister
from readiness.permissions import may_keep_readiness
from readiness.summaries.exercises import ExercisePage
from readiness.views.entries import context_of
from readiness.views.today import today_in


@require_safe
def list_exercises(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    place = PlaceInRegister.read(request.GET)
    context = context_of(agency, "exercises") | {
        "page": ExercisePage.of(agency, today=today_in(agency), **place),
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/exercises/list.html", context)
