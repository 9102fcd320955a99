"""Something happened: opening, showing and mending an incident."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import may_open_dialogue, may_open_incident
from dialogues.access import incident_for
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.incidents import ChangeIncidentForm, WithdrawIncidentForm
from dialogues.permissions import may_read_incident, may_withdraw_incident
from dialogues.services import incidents
from dialogues.summaries.hand_overs import HandOverSheet
from dialogues.summaries.incidents import IncidentPage
from dialogues.summaries.reminder_pauses import PauseCount
from records.errors import Refusal


@require_safe
def show_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident, now = incident_for(request, pk), timezone.now()
    may_read = may_read_incident(request.user, incident)
    context = {
        "incident": incident,
        "active": "about",
        "page": IncidentPage.of(incident, user=request.user, now=now),
        "parts": HandOverSheet.of(incident, now=now) if may_read else None,
        "may_read": may_read,
        "may_change": may_open_incident(request.user, incident.agency),
        "may_open_dialogue": may_open_dialogue(request.user, incident.agency),
    }
    return render(request, "dialogues/incidents/show.html", context)


@require_safe
def show_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """The same in short, for the page of its playbook."""
    incident = incident_for(request, pk)
    may_read_incident(request.user, incident).require()
    context = {"incident": incident, "parts": HandOverSheet.of(incident, now=timezone.now())}
    return render(request, "dialogues/incidents/_parts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    may_open_incident(request.user, incident.agency).require()
    current = ChangeIncidentForm.current_of(incident)
    form = ChangeIncidentForm(
        request.POST or None, current=current, version=incident.version, now=timezone.now()
    )
    context = {"incident": incident, "active": "about", "may_read": may_read_incident(request.user, incident)}
    context |= {"form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.incident_changes()
        try:
            incidents.change(by=request.user, incident=incident, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/incidents/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told_after_change(changes))
            return redirect("dialogues:incident-show", pk)
    return render(request, "dialogues/incidents/change.html", context)


def _told_after_change(changes: dict[str, Any]) -> str:
    """Which dates moved is for the playbook to show; that they moved is said here."""
    told = _("Your changes are saved.")
    if "known_at" in changes:
        told += " " + _("Dates of open steps that count from its time move with it; the playbook lists them.")
    return told


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_for(request, pk)
    may_withdraw_incident(request.user, incident).require()
    form = WithdrawIncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            incidents.withdraw(by=request.user, incident=incident, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The incident is withdrawn. Nothing was sent to anyone."))
            return redirect("dialogues:incident-show", pk)
    context = {
        "incident": incident,
        "active": "about",
        "may_read": may_read_incident(request.user, incident),
        "form": form,
        "pauses": PauseCount.of(incident),
        "has_dialogue": incident.dialogues.exists(),
    }
    return render(request, "dialogues/incidents/withdraw.html", context)


@require_POST
def put_back_incident(request: HttpRequest, pk: int) -> HttpResponse:
    incidents.put_back(by=request.user, incident=incident_for(request, pk))
    messages.success(request, _("The incident is back. Reminders were not paused again."))
    return redirect("dialogues:incident-show", pk)
