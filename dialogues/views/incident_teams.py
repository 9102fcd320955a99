"""The team of an incident: showing, adding, changing parts, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import incident_read_by, incident_worked_on_by, part_of
from dialogues.forms.incident_teams import AddToTeamForm, ChangePartForm
from dialogues.models import Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services import incident_teams
from dialogues.summaries.incident_teams import IncidentTeam
from records.errors import Refusal


@require_safe
def show_team(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    context = _of(incident) | {
        "team": IncidentTeam.of(incident),
        "may_work": may_work_on_incident(request.user, incident),
    }
    return render(request, "dialogues/incident_teams/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_to_team(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = AddToTeamForm(request.POST or None, incident=incident)
    if request.method == "POST" and form.is_valid():
        try:
            member = incident_teams.add(by=request.user, incident=incident, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is on the team.") % {"name": member.name})
            return redirect("dialogues:incident-team", pk)
    return render(request, "dialogues/incident_teams/add.html", _of(incident) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change_part(request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    member = part_of(incident, "team", place_pk)
    form = ChangePartForm(request.POST or None, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            incident_teams.change(by=request.user, member=member, **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The part of %(name)s is changed.") % {"name": member.name})
            return redirect("dialogues:incident-team", pk)
    context = _of(incident) | {"form": form, "member": member}
    return render(request, "dialogues/incident_teams/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_team(request: HttpRequest, pk: int, place_pk: int) -> HttpResponse:
    """A page of its own, because sight of the incident may end at once."""
    incident = incident_worked_on_by(request, pk)
    member = part_of(incident, "team", place_pk)
    if request.method == "POST":
        incident_teams.leave(by=request.user, member=member)
        messages.success(request, _("%(name)s has left the team.") % {"name": member.name})
        is_still_here = may_work_on_incident(request.user, incident)
        return redirect("dialogues:incident-team", pk) if is_still_here else redirect("planning:next")
    return render(request, "dialogues/incident_teams/leave.html", _of(incident) | {"member": member})


def _of(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "active": "team", "may_read": True}
