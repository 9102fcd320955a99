"""Releases of an agenda: making one, reading it, confirming that it was designed together."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.permissions import may_seat, may_sign_off
from planning.access import agenda_for, release_for
from planning.errors import ReleaseReplaced
from planning.forms.releases import ConfirmForm, ReleaseForm
from planning.forms.timing import VersionForm
from planning.models import Agenda
from planning.permissions import may_change_agenda
from planning.services import releases
from planning.summaries.agendas import AgendaView
from planning.summaries.releases import Difference, ReleaseView, agenda_of, blocks_of, content_of, state_of
from planning.views.agenda_list import context_of
from records.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def list_releases(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """What changed since the last release, the form that makes the next one, and all there were."""
    agenda = agenda_for(request, pk, session_pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        may_change_agenda(request.user, agenda.session).require()
        if form.is_valid() and (response := _release(request, agenda, form)):
            return response
    return render(request, "planning/releases/list.html", _context(request, agenda) | {"form": form})


def _release(request: HttpRequest, agenda: Agenda, form: ReleaseForm) -> HttpResponse | None:
    """Nothing when it was refused; the form then says why."""
    try:
        made = releases.release(
            by=request.user,
            agenda=agenda,
            note=form.cleaned_data["note"],
            version=VersionForm(request.POST).shown(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        agenda.refresh_from_db()
        return None
    said = _("This is release %(number)d. It is printed and shown from now on.") % {"number": made.number}
    messages.success(request, said)
    return redirect("planning:release-show", agenda.session.dialogue_id, agenda.session_id, made.number)


def _context(request: HttpRequest, agenda: Agenda) -> dict[str, Any]:
    may_change = may_change_agenda(request.user, agenda.session)
    view = AgendaView.of(agenda, may_change=may_change)
    blocks = [item.block for item in view.items]
    state, content = state_of(agenda, blocks), content_of(agenda, blocks)
    last = state.release
    known = agenda.releases.select_related("made_by").defer("content").order_by("-number")
    return context_of(agenda) | {
        "view": view,
        "state": state,
        "since": Difference.between(last.content, content, agenda.session.zone) if last else None,
        "releases": known[:100],
        "may_change": may_change,
    }


@require_safe
def show_release(request: HttpRequest, pk: int, session_pk: int, number: int) -> HttpResponse:
    """One release as it was made: its items, what was new in it, and who stands behind it."""
    release = release_for(request, pk, session_pk, number)
    session = release.agenda.session
    may_change = may_change_agenda(request.user, session)
    copy = agenda_of(release, release.agenda)
    context = context_of(release.agenda) | {
        "release": release,
        "view": AgendaView.of(copy, may_change=may_change, blocks=blocks_of(release)),
        "copy": copy,
        "word": ReleaseView.of(release, person_pk=request.user.pk),
        "may_seat": may_seat(request.user, session.dialogue),
    }
    return render(request, "planning/releases/show.html", context)


@require_POST
def confirm_release(request: HttpRequest, pk: int, session_pk: int, number: int) -> HttpResponse:
    said = _("It is on record that this release was designed together.")
    return _word(request, (pk, session_pk, number), releases.confirm, said)


@require_POST
def take_back(request: HttpRequest, pk: int, session_pk: int, number: int) -> HttpResponse:
    return _word(request, (pk, session_pk, number), releases.take_back, _("The confirmation is taken back."))


def _word(
    request: HttpRequest, where: tuple[int, int, int], verb: Callable[..., Any], said: str
) -> HttpResponse:
    release = release_for(request, *where)
    dialogue = release.agenda.session.dialogue
    may_sign_off(request.user, dialogue).require()
    form = ConfirmForm(request.POST)
    team = dialogue.design_team.current().select_related("dialogue")
    member = team.filter(pk=form.cleaned_data["member"]).first() if form.is_valid() else None
    if member is None:
        messages.error(request, _("Nothing was recorded. Choose again who confirms it."))
        return redirect("planning:release-show", *where)
    try:
        verb(by=request.user, release=release, member=member)
    except ReleaseReplaced as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        messages.success(request, said)
    return redirect("planning:release-show", *where)
