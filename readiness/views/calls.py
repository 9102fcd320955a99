"""The call tree and its tests."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from readiness import content
from readiness.access import entry_for, kept_agency_for, readable_agency_for
from readiness.choices import CallPart
from readiness.forms.calls import CallTreeTestForm
from readiness.forms.find import PlaceInRegister
from readiness.models import CallTreeEntry
from readiness.permissions import may_keep_readiness
from readiness.services import calls
from readiness.summaries.calls import CallTree
from readiness.views.entries import context_of
from readiness.views.today import today_in
from records.errors import Refusal


@require_safe
def list_calls(request: HttpRequest, pk: int) -> HttpResponse:
    agency = readable_agency_for(request, pk)
    removed = PlaceInRegister.read(request.GET).get("removed")
    tree = CallTree.of(agency, today=today_in(agency), removed=removed)
    present = {row.part for row in tree.entries}
    context = context_of(agency, "calls") | {
        "tree": tree,
        "suggested": [(CallPart(call.key), call.why) for call in content.calls() if call.key not in present],
        "may_keep": may_keep_readiness(request.user, agency),
    }
    return render(request, "readiness/calls/list.html", context)


@require_POST
def move_call(request: HttpRequest, pk: int, entry_pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    entry = entry_for(agency, CallTreeEntry, entry_pk)
    places = 1 if request.POST.get("to") == "down" else -1
    moved = calls.move(by=request.user, entry=entry, places=places)
    messages.success(
        request, _("“%(name)s” is now number %(place)d.") % {"name": moved, "place": moved.position}
    )
    return redirect("readiness:call-list", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def test_calls(request: HttpRequest, pk: int) -> HttpResponse:
    agency = kept_agency_for(request, pk)
    today = today_in(agency)
    form = CallTreeTestForm(request.POST or None, agency=agency, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            calls.record_test(by=request.user, agency=agency, today=today, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The test of the call tree is noted."))
            return redirect("readiness:call-list", pk)
    context = context_of(agency, "calls") | {"form": form, "tree": CallTree.of(agency, today=today)}
    return render(request, "readiness/calls/test.html", context)
