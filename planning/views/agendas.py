"""The agenda of a session: where it starts, its list of items, its ground rules and welcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dialogues.access import session_for
from dialogues.errors import ChangedMeanwhile
from dialogues.models import Session
from planning.access import agenda_for
from planning.errors import AgendaStarted, FormatRetired
from planning.forms.agendas import DetailsForm
from planning.forms.formats import StartAgendaForm
from planning.models import Agenda
from planning.permissions import may_change_agenda
from planning.services import agendas, formats
from planning.summaries.agendas import AgendaView
from planning.summaries.formats import offered_to
from planning.summaries.since_last_time import MINUTES, SinceLastTime
from planning.views.agenda_list import context_of, listing
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def show_agenda(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The agenda; before there is one, the choice of a format to start from."""
    session = session_for(request, pk, session_pk)
    agenda = Agenda.objects.filter(session=session).select_related("changed_by").first()
    if agenda is not None and request.method != "POST":
        agenda.session = session
        return render(request, "planning/agendas/show.html", listing(request, agenda))
    form = _start_form(request, session)
    may_change = may_change_agenda(request.user, session)
    if request.method == "POST":
        may_change.require()
        if form.is_valid():
            return _start(request, session, form)
    context = {"dialogue": session.dialogue, "session": session, "form": form, "may_change": may_change}
    context |= {"active": "sessions", "since": SinceLastTime.of(session, now=timezone.now())}
    return render(request, "planning/agendas/start.html", context | {"extra": MINUTES})


@require_safe
def show_agenda_panel(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """One line for the session's own page: whether there is an agenda, and whether it fills the time."""
    session = session_for(request, pk, session_pk)
    agenda = Agenda.objects.filter(session=session).first()
    if agenda is not None:
        agenda.session = session
    context = {
        "dialogue": session.dialogue,
        "session": session,
        "view": _view(request, agenda) if agenda is not None else None,
        "may_change": may_change_agenda(request.user, session),
    }
    return render(request, "planning/agendas/_panel.html", context)


def _start_form(request: HttpRequest, session: Session) -> StartAgendaForm:
    """The choice of a format; the one that the library was left with is chosen already."""
    wanted = request.POST.get("format") or request.GET.get("format", "")
    pk = wanted.removeprefix("own-") if wanted.startswith("own-") else ""
    own = offered_to(request.user, session.dialogue.agency, wanted_pk=int(pk) if pk.isdecimal() else None)
    initial = {"format": wanted or session.dialogue.format}
    return StartAgendaForm(request.POST or None, phase=session.dialogue.phase, own=own, initial=initial)


def _start(request: HttpRequest, session: Session, form: StartAgendaForm) -> HttpResponse:
    values, own = form.values(), form.chosen_own()
    try:
        if own is None:
            agendas.start(by=request.user, session=session, **values)
        else:
            promises = values["accounts_for_promises"]
            formats.start(by=request.user, session=session, own=own, accounts_for_promises=promises)
    except (AgendaStarted, FormatRetired) as refusal:
        messages.info(request, refusal.sentence)
    else:
        messages.success(request, _("The agenda is ready to be shaped. Times follow from the minutes."))
    return redirect("planning:agenda-show", session.dialogue_id, session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_details(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    may_change_agenda(request.user, agenda.session).require()
    current, version = DetailsForm.current_of(agenda), agenda.details_version
    form = DetailsForm(request.POST or None, current=current, version=version)
    context = context_of(agenda) | {"form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            agendas.change_details(by=request.user, agenda=agenda, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "planning/agendas/details.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Ground rules and welcome are saved."))
            return redirect("planning:agenda-show", pk, session_pk)
    return render(request, "planning/agendas/details.html", context)


def _view(request: HttpRequest, agenda: Agenda) -> AgendaView:
    return AgendaView.of(agenda, may_change=may_change_agenda(request.user, agenda.session))
