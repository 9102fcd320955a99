"""The facts board: reading, writing, replacing, withdrawing; and the handout."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import incident_for, incident_read_by, incident_worked_on_by, part_of
from dialogues.exports.facts import Handout, handout_pdf
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.facts import FactForm, HandoutForm, WithdrawFactForm
from dialogues.models import Fact, Incident
from dialogues.permissions import may_read_incident, may_work_on_incident
from dialogues.services import facts
from dialogues.summaries.facts import FactsBoard, FactsHistory
from records.errors import Refusal


@require_safe
def show_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever only knows of the incident reads what may be told to anyone."""
    incident = incident_for(request, pk)
    may_read = may_read_incident(request.user, incident)
    context = _of(incident) | {
        "board": FactsBoard.of(incident, for_anyone_only=not may_read),
        "may_read": may_read,
        "may_work": may_work_on_incident(request.user, incident),
    }
    return render(request, "dialogues/facts/board.html", context)


@require_safe
def list_history(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_read_by(request, pk)
    page = FactsHistory.of(incident, before=PlaceInList.read(request.GET).get("before"))
    return render(request, "dialogues/facts/history.html", _of(incident) | {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def write_fact(request: HttpRequest, pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    form = _form(request, incident, initial={"standing": request.GET.get("column", "")})
    if request.method == "POST" and form.is_valid():
        try:
            saying = facts.Saying(**form.saying())
            facts.write(
                by=request.user, incident=incident, saying=saying, form_key=form.cleaned_data["form_key"]
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It stands on the board."))
            return redirect("dialogues:incident-facts", pk)
    return render(request, "dialogues/facts/write.html", _of(incident) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def replace_fact(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    fact = part_of(incident, "facts", fact_pk)
    form = _form(request, incident, fact=fact)
    if request.method == "POST" and form.is_valid():
        try:
            saying = facts.Saying(**form.saying())
            facts.replace(by=request.user, fact=fact, saying=saying, form_key=form.cleaned_data["form_key"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The new line stands on the board. The old one is in the history."))
            return redirect("dialogues:incident-facts", pk)
    return render(request, "dialogues/facts/replace.html", _of(incident) | {"form": form, "fact": fact})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_fact(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    incident = incident_worked_on_by(request, pk)
    fact = part_of(incident, "facts", fact_pk)
    form = WithdrawFactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts.withdraw(by=request.user, fact=fact, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The line is off the board. It stays in the history."))
            return redirect("dialogues:incident-facts", pk)
    return render(request, "dialogues/facts/withdraw.html", _of(incident) | {"form": form, "fact": fact})


@require_safe
def prepare_handout(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what will stand on the paper, before it is paper."""
    incident = incident_read_by(request, pk)
    form = HandoutForm(request.GET if "contact" in request.GET else None, incident=incident)
    board = FactsBoard.of(incident, for_anyone_only=True)
    context = _of(incident) | {"form": form, "board": board, "hidden": FactsBoard.of(incident).for_team}
    return render(request, "dialogues/facts/handout.html", context)


@require_safe
def download_handout(request: HttpRequest, pk: int) -> HttpResponse:
    incident, now = incident_read_by(request, pk), timezone.now()
    form = HandoutForm(request.GET, incident=incident)
    board = FactsBoard.of(incident, for_anyone_only=True)
    if not form.is_valid() or not board.count:
        context = _of(incident) | {"form": form, "board": board, "hidden": FactsBoard.of(incident).for_team}
        return render(request, "dialogues/facts/handout.html", context)
    content = handout_pdf(incident, board, Handout(**form.values()), printed_at=now)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="facts-{now:%Y%m%d-%H%M}.pdf"'
    return response


def _form(request: HttpRequest, incident: Incident, fact: Fact | None = None, **options: Any) -> FactForm:
    names = list(incident.team.values_list("name", flat=True)[:500]) if request.method == "POST" else []
    return FactForm(
        request.POST or None, incident=incident, now=timezone.now(), fact=fact, names=names, **options
    )


def _of(incident: Incident) -> dict[str, Any]:
    return {"incident": incident, "active": "facts", "may_read": True}
