"""Dates to watch after an incident."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues import content
from dialogues.access import incident_read_by, incident_worked_on_by, part_of
from dialogues.choices.incidents import WatchKind
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.watch_dates import AddWatchDateForm, ChangeWatchDateForm, TicksForm
from dialogues.models import Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services import watch_dates
from dialogues.summaries.watch_dates import WatchDates
from dialogues.timing import Days
from records.errors import Refusal


@require_safe
def list_dates(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    context = _of(incident) | {
        "dates": WatchDates.of(incident, now=timezone.now()),
        "may_work": may_work_on_incident(request.user, incident),
    }
    return render(request, "dialogues/watch_dates/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_date(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = AddWatchDateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        try:
            watch_dates.add(by=request.user, incident=incident, form_key=key, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The date is on the list. Nothing is sent because of it."))
            return redirect("dialogues:incident-dates", pk)
    return render(request, "dialogues/watch_dates/add.html", _of(incident) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_date(request: HttpRequest, pk: int, date_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    row = part_of(incident, "watch_dates", date_pk)
    form = ChangeWatchDateForm(
        request.POST or None, current=ChangeWatchDateForm.current_of(row), version=row.version
    )
    context = _of(incident) | {"form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            watch_dates.change(by=request.user, watch_date=row, version=version, **form.values())
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/watch_dates/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The date is changed."))
            return redirect("dialogues:incident-dates", pk)
    return render(request, "dialogues/watch_dates/change.html", context)


@require_POST
def remove_date(request: HttpRequest, pk: int, date_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    watch_dates.remove(by=request.user, watch_date=part_of(incident, "watch_dates", date_pk))
    messages.success(request, _("The date is off the list. Add it again if it is still to be watched."))
    return redirect("dialogues:incident-dates", pk)


@require_POST
def check_in(request: HttpRequest, pk: int, date_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    watch_dates.check_in(by=request.user, watch_date=part_of(incident, "watch_dates", date_pk))
    messages.success(request, _("Written down: you asked, and the day is not known yet."))
    return redirect("dialogues:incident-dates", pk)


@require_POST
def tick_steps(request: HttpRequest, pk: int, date_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    row = part_of(incident, "watch_dates", date_pk)
    form = TicksForm(request.POST, keys=[step.key for step in content.pre_brief(row.kind).steps])
    form.is_valid()
    given = {name: form.cleaned_data.get(name, []) for name in ("shown", "ticked")}
    watch_dates.save_ticks(by=request.user, watch_date=row, **given)
    messages.success(request, _("The steps are saved."))
    return redirect("dialogues:incident-dates", pk)


@require_POST
def accept_anniversary(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the anniversary on the list that the page proposed; asked again, there is nothing left to accept."""
    incident = incident_worked_on_by(request, pk)
    day = WatchDates.of(incident, now=timezone.now()).anniversary
    if day is not None:
        watch_dates.add(
            by=request.user, incident=incident, kind=WatchKind.ANNIVERSARY, days=Days(first_on=day)
        )
        messages.success(request, _("The anniversary is on the list."))
    return redirect("dialogues:incident-dates", pk)


def _of(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "active": "dates", "may_read": True}
