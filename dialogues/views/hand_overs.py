"""Handing over to the next shift: the list, the form over the state as of now, the sheet on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import incident_read_by, incident_worked_on_by
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.hand_overs import HandOverForm
from dialogues.models import Incident
from dialogues.permissions import may_work_on_incident
from dialogues.services import hand_overs
from dialogues.summaries.hand_overs import HandOvers, HandOverSheet
from records.errors import Refusal


@require_safe
def list_hand_overs(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    context = _of(incident) | {
        "page": HandOvers.of(incident, before=PlaceInList.read(request.GET).get("before")),
        "may_work": may_work_on_incident(request.user, incident),
    }
    return render(request, "dialogues/hand_overs/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_overs.hand_over(by=request.user, incident=incident, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Handed over. Print the sheet and talk it through."))
            return redirect("dialogues:incident-hand-over", pk)
    context = _of(incident) | {"form": form, "parts": HandOverSheet.of(incident, now=timezone.now())}
    return render(request, "dialogues/hand_overs/write.html", context)


def _of(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "active": "hand-over", "may_read": True}
