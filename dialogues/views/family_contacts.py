"""Family first: who keeps in touch, and when."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.access import incident_read_by, incident_worked_on_by, part_of
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.family_contacts import LogTalkForm, NameContactForm
from dialogues.models import Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services import family_contacts
from dialogues.summaries.family_contacts import Family, FamilyTalks
from records.errors import Refusal


@require_safe
def show_family(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    context = _of(incident) | {
        "family": Family.of(incident, now=timezone.now()),
        "page": FamilyTalks.of(incident, before=PlaceInList.read(request.GET).get("before")),
        "may_work": may_work_on_incident(request.user, incident),
    }
    return render(request, "dialogues/family_contacts/show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name_contact(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = NameContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            family_contacts.name_contact(by=request.user, incident=incident, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The family’s contact is named. Nobody was written to."))
            return redirect("dialogues:incident-family", pk)
    return render(request, "dialogues/family_contacts/name.html", _of(incident) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def log_talk(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = LogTalkForm(request.POST or None, incident=incident, now=timezone.now())
    if request.method == "POST" and form.is_valid():
        try:
            family_contacts.log_talk(by=request.user, incident=incident, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The time of contact is written down."))
            return redirect("dialogues:incident-family", pk)
    return render(request, "dialogues/family_contacts/log.html", _of(incident) | {"form": form})


@require_POST
def strike_talk(request: HttpRequest, pk: int, talk_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    family_contacts.strike_talk(by=request.user, talk=part_of(incident, "family_talks", talk_pk))
    messages.success(request, _("The time is struck out. It stays readable."))
    return redirect("dialogues:incident-family", pk)


def _of(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "active": "family", "may_read": True}
