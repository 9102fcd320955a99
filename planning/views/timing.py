"""The times of a whole agenda: going on when it runs late, and making room for interpreting and captions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dialogues.errors import ChangedMeanwhile
from planning.access import agenda_for
from planning.forms.timing import (
    ON_TIME,
    SHOW,
    AccessForm,
    ChoiceForm,
    GoOnForm,
    ItemsForm,
    LateForm,
    VersionForm,
)
from planning.models import Agenda
from planning.permissions import may_change_agenda
from planning.services import agendas, timing
from planning.summaries.access import AccessView
from planning.summaries.timing import late_ways
from planning.views.agenda_list import context_of
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def plan_late(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Each way to go on with its new times; then, by a word, the one that was chosen."""
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    if request.method == "POST":
        return _go_on(request, agenda)
    blocks = list(agenda.blocks.kept().order_by("position"))
    form = LateForm(request.GET if "minutes" in request.GET else None, agenda=agenda, blocks=blocks)
    context = context_of(agenda) | {"form": form, "has_items": bool(blocks), "on_time": ON_TIME, "show": SHOW}
    if blocks and form.is_bound and form.is_valid():
        late, gone = form.cleaned_data["minutes"], form.gone_rows()
        context["ways"] = late_ways(agenda, blocks, late=late, after=form.index(), gone=gone)
    return render(request, "planning/agendas/late.html", context)


def _go_on(request: HttpRequest, agenda: Agenda) -> HttpResponse:
    session = agenda.session
    if request.POST.get("way") == SHOW:
        return _late_again(request, agenda)
    try:
        if request.POST.get("way") == ON_TIME:
            shown = VersionForm(request.POST)
            version = shown.cleaned_data["version"] if shown.is_valid() else 0
            timing.begin_on_time(by=request.user, agenda=agenda, version=version)
        else:
            form = GoOnForm(
                request.POST, agenda=agenda, blocks=list(agenda.blocks.kept().order_by("position"))
            )
            if not form.is_valid():
                return _late_again(request, agenda, _("Choose again how to go on: the agenda has changed."))
            timing.go_on_late(by=request.user, agenda=agenda, **form.values())
    except Refusal as refusal:
        return _late_again(request, agenda, str(refusal.sentence))
    messages.success(request, _("The times of the agenda are changed."))
    return redirect("planning:agenda-show", session.dialogue_id, session.pk)


def _late_again(request: HttpRequest, agenda: Agenda, said: str = "") -> HttpResponse:
    """The page anew, with the same lateness, so that the times on it are those of now."""
    if said:
        messages.error(request, said)
    response = redirect("planning:agenda-late", agenda.session.dialogue_id, agenda.session_id)
    form = LateForm(request.POST, agenda=agenda, blocks=list(agenda.blocks.kept().order_by("position")))
    if form.is_valid():
        response["Location"] += f"?{form.query()}#ways"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def plan_access(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """What is provided, and what it asks of the time."""
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    form = AccessForm(
        request.POST or None, current=AccessForm.current_of(agenda), version=agenda.details_version
    )
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            agendas.change_details(by=request.user, agenda=agenda, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context = {"refusal": refusal, "differences": form.differences()}
            form = form.rebased()
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved. Below stands what it asks of the time."))
            return _to_access(agenda)
    blocks = list(agenda.blocks.kept().order_by("position"))
    chosen = ChoiceForm(request.GET, known=[block.pk for block in blocks]).choice()
    access = AccessView.of(agenda, blocks, chosen)
    context |= context_of(agenda) | {"form": form, "access": access, "show": SHOW}
    return render(
        request, "planning/agendas/access.html", context, status=409 if "refusal" in context else 200
    )


@require_POST
def accept_access(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Give the chosen items their minutes, and interpreters their breaks; or only show the end of what is ticked."""
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    form = ItemsForm(request.POST, known=list(agenda.blocks.kept().values_list("pk", flat=True)))
    if request.POST.get("way") == SHOW:
        return _to_access(agenda, form.query())
    try:
        timing.make_room_for_access(by=request.user, agenda=agenda, **form.values())
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
        return _to_access(agenda)
    messages.success(request, _("The times of the agenda are changed."))
    return redirect("planning:agenda-show", pk, session_pk)


def _to_access(agenda: Agenda, query: str = "") -> HttpResponse:
    response = redirect("planning:agenda-access", agenda.session.dialogue_id, agenda.session_id)
    if query:
        response["Location"] += f"?{query}#asks"
    return response
