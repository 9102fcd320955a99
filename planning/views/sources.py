"""Where the words come from, for anyone who asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from planning.summaries.sources import Bibliography


@access.public
@require_safe
def show_sources(request: HttpRequest) -> HttpResponse:
    return render(request, "planning/sources.html", {"page": Bibliography.of_content()})
