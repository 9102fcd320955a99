"""The home page of a signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from planning.summaries.next import NextPage


@require_safe
def show_next(request: HttpRequest) -> HttpResponse:
    page = NextPage.of(request.user, now=timezone.now(), today=timezone.localdate())
    return render(request, "planning/next/show.html", {"page": page})
