"""Sessions of a dialogue: listing, scheduling, changing, moving, cancelling, holding."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues import emails, permissions
from dialogues.access import dialogue_for, session_for
from dialogues.choices import SessionStatus
from dialogues.errors import ChangedMeanwhile
from dialogues.exports.sessions import calendar_of
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.sessions import (
    CancelSessionForm,
    ChangeSessionForm,
    MoveSessionForm,
    ScheduleSessionForm,
)
from dialogues.models import Invitation, Session
from dialogues.services import sessions
from dialogues.summaries.after import SessionAfter
from dialogues.summaries.invitations import LetterSchedule
from dialogues.summaries.sessions import LettersOfChange, SessionList, SessionPage
from records.errors import Refusal
from records.registers import Letter


@require_safe
def list_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    place = PlaceInList.read(request.GET)
    context = {
        "dialogue": dialogue,
        "active": "sessions",
        "page": SessionList.of(dialogue, now=timezone.now(), **place),
        "may_schedule": permissions.may_schedule(request.user, dialogue),
    }
    return render(request, "dialogues/sessions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule_session(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    permissions.may_schedule(request.user, dialogue).require()
    initial = ScheduleSessionForm.initial_for(dialogue)
    form = ScheduleSessionForm(request.POST or None, now=timezone.now(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            session = sessions.schedule(by=request.user, dialogue=dialogue, **form.values())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session has a date. Nobody was written to."))
            return redirect("dialogues:session-show", pk, session.pk)
    context = {"dialogue": dialogue, "active": "sessions", "form": form}
    return render(request, "dialogues/sessions/schedule.html", context)


@require_safe
def show_session(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    now, rights = timezone.now(), permissions.rights_of(request.user, session.dialogue)
    context = _context(session) | {
        "page": SessionPage.of(session, now=now, is_exact=permissions.has_seat(rights)),
        "after": _after(request, session, now),
        "letters": LetterSchedule.of(session, now=now),
        "rights": rights,
    }
    return render(request, "dialogues/sessions/show.html", context)


def _after(request: HttpRequest, session: Session, now: datetime) -> SessionAfter | None:
    """What came of it, once it has begun."""
    if session.starts_at > now or session.status == SessionStatus.CANCELLED:
        return None
    return SessionAfter.of(session, spaces=permissions.spaces_read_by(request.user, session.dialogue))


@require_http_methods(["GET", "HEAD", "POST"])
def change_session(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    permissions.may_schedule(request.user, session.dialogue).require()
    current = ChangeSessionForm.current_of(session)
    form = ChangeSessionForm(request.POST or None, current=current, version=session.version)
    context = _context(session) | {"form": form}
    if request.method == "POST" and form.is_valid():
        version, changes = form.cleaned_data["version"], form.changes()
        try:
            sessions.change(by=request.user, session=session, version=version, changes=changes)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/sessions/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your changes are saved. Nobody was written to."))
            return redirect("dialogues:session-show", pk, session_pk)
    return render(request, "dialogues/sessions/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule_session(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """Two pages: what moves where; then exactly who is written to. With nobody to tell, the second is left out."""
    session = session_for(request, pk, session_pk)
    permissions.may_schedule(request.user, session.dialogue).require()
    letters = LettersOfChange.of(session)
    current, now = MoveSessionForm.current_of(session), timezone.now()
    form = MoveSessionForm(request.POST or None, current=current, version=session.version, now=now)
    context = _context(session) | {"form": form, "letters": letters}
    if request.method != "POST" or not form.is_valid() or "back" in request.POST:
        return render(request, "dialogues/sessions/reschedule.html", context)
    if letters.count and request.POST.get("letters") != str(letters.count):
        plan = form.cleaned_data["plan"]
        previews = _previews(letters, session.moved_to(plan), emails.session_moved)
        context |= {"plan": plan, "previews": previews, "has_grown": "letters" in request.POST}
        return render(request, "dialogues/sessions/reschedule_confirm.html", context)
    return _move(request, context)


def _move(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    session, form, letters = context["session"], context["form"], context["letters"]
    version, plan = form.cleaned_data["version"], form.cleaned_data["plan"]
    try:
        sessions.reschedule(by=request.user, session=session, version=version, plan=plan)
    except ChangedMeanwhile as refusal:
        context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
        return render(request, "dialogues/sessions/reschedule.html", context, status=409)
    except Refusal as refusal:
        form.refuse(refusal)
        return render(request, "dialogues/sessions/reschedule.html", context)
    told = _("Letters are on their way.") if letters.count else _("Nobody had to be told.")
    follows = _("Dates of open steps that count from it move with it; the plan lists them.")
    messages.success(request, " ".join((_("The session is moved."), told, follows)))
    return redirect("dialogues:session-show", session.dialogue_id, session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel_session(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    permissions.may_schedule(request.user, session.dialogue).require()
    form = CancelSessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.cancel(by=request.user, session=session, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The session is cancelled."))
            return redirect("dialogues:session-show", pk, session_pk)
    letters = LettersOfChange.of(session)
    previews = _previews(letters, session, emails.session_cancelled)
    context = _context(session) | {"form": form, "letters": letters, "previews": previews}
    return render(request, "dialogues/sessions/cancel.html", context)


@require_POST
def hold_session(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    sessions.hold(by=request.user, session=session)
    messages.success(request, _("The session is recorded as held. Next: who came, and what was promised."))
    return redirect("dialogues:session-show", pk, session_pk)


@require_safe
def download_calendar(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    """The session as a calendar entry, for people with a seat."""
    session = session_for(request, pk, session_pk)
    response = HttpResponse(calendar_of(session), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="session-{session.pk}.ics"'
    return response


def _previews(
    letters: LettersOfChange, session: Session, compose: Callable[[Invitation], Letter]
) -> list[dict[str, Any]]:
    """The letter in each language, as its first reader will see it, with dots for the private link."""
    return [
        {
            "language": group.language,
            "people": group.people,
            "letter": compose(Invitation(session=session, participant=group.people[0])),
        }
        for group in letters.groups
    ]


def _context(session: Session) -> dict[str, Any]:
    return {"dialogue": session.dialogue, "session": session, "active": "sessions"}
