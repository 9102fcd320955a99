"""The reviewer's room: search, one dialogue's timeline, a table to take along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import reviewer_only
from dialogues.models import Dialogue
from history import exports, services
from history.forms import SearchForm
from history.summaries import SearchPage, Timeline, Wanted, matching
from records.formats import csv


@reviewer_only
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    is_valid = not form.is_bound or form.is_valid()
    wanted = form.wanted() if is_valid else Wanted()
    page = SearchPage.of(request.user, wanted)
    asked = request.GET.copy()
    asked.pop("before", None)
    context = {"form": form, "page": page, "wanted": wanted, "asked": asked.urlencode()}
    return render(request, "history/search.html", context)


@reviewer_only
@require_GET
def show_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    watched = Dialogue.objects.watched_by(request.user).select_related("agency", "incident")
    dialogue = get_object_or_404(watched, pk=pk)
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 19 else None
    timeline = Timeline.of(dialogue, after=start)
    if start is None:
        services.note_reading(by=request.user, dialogue=dialogue)
    return render(request, "history/timeline.html", {"timeline": timeline, "dialogue": dialogue})


@reviewer_only
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    wanted = form.wanted() if form.is_bound and form.is_valid() else Wanted()
    rows = list(exports.rows_of(matching(request.user, wanted)))
    services.note_export(by=request.user, count=len(rows))
    response = HttpResponse(b"".join(csv.write(exports.HEADER, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dialogues.csv"'
    return response
