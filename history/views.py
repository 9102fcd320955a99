"""The reviewer's room: search, one dialogue's timeline, a table to take along."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import reviewer_only
from dialogues.forms.dialogues import PlaceInList
from dialogues.models import Dialogue
from history import exports, services
from history.forms import SearchForm
from history.summaries import SearchPage, Timeline, matching
from records.formats import csv


@reviewer_only
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    form.is_valid()
    wanted = form.wanted()
    page = SearchPage.of(request.user, wanted, before=PlaceInList.read(request.GET).get("before"))
    asked = request.GET.copy()
    asked.pop("before", None)
    context = {
        "form": form,
        "page": page,
        "wanted": wanted,
        "asked": asked.urlencode(),
        "most_exported": exports.MOST_ROWS,
    }
    return render(request, "history/search.html", context)


@require_safe
def show_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """Only reviewers watch agencies, so `watched_by` finds nothing for anyone else."""
    watched = Dialogue.objects.watched_by(request.user).select_related("agency", "incident")
    dialogue = get_object_or_404(watched, pk=pk)
    timeline = Timeline.of(dialogue, after=PlaceInList.read(request.GET).get("after"))
    services.note_reading(by=request.user, dialogue=dialogue)
    return render(request, "history/timeline.html", {"timeline": timeline, "dialogue": dialogue})


@reviewer_only
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The table is written while it is sent, so its length costs no memory."""
    form = SearchForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return redirect(f"{reverse('history:search')}?{request.GET.urlencode()}")
    found = matching(request.user, form.wanted())
    services.note_export(by=request.user, count=exports.number_of(found))
    table = csv.write(exports.HEADER, exports.rows_of(found, now=timezone.now()))
    response = StreamingHttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dialogues.csv"'
    return response
