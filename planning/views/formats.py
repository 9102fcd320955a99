"""The library of formats: finding one, and reading it before a session is planned."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Agency
from dialogues.forms.dialogues import PlaceInList
from planning import content
from planning.access import MOST_SESSIONS, own_format_for, session_to_start, sessions_to_start
from planning.choices import FormatLevel
from planning.forms.formats import FindFormatsForm, ShowFormatForm
from planning.forms.uses import FindSessionForm
from planning.permissions import may_change_format, may_keep_format
from planning.summaries.formats import FormatLibrary, OwnFormatList, OwnFormatPage, Sample, lines_of_format


@require_safe
def list_formats(request: HttpRequest) -> HttpResponse:
    """All formats that the person may use, those that fit what was asked."""
    form = FindFormatsForm(request.GET)
    before = PlaceInList.read(request.GET).get("before")
    context = {
        "form": form,
        "library": FormatLibrary.of(request.user, form.wanted(), before=before),
        "session": session_to_start(request, form.known("session")),
    }
    return render(request, "planning/formats/list.html", context)


@require_safe
def show_format(request: HttpRequest, format_key: str) -> HttpResponse:
    """A national format, with clock times from the session it is looked at for, or from an ordinary day."""
    if format_key not in content.FORMAT_KEYS:
        raise Http404
    about = content.format(format_key)
    session = session_to_start(request, ShowFormatForm.read(request.GET)[0])
    sample = Sample.of(about.minutes, session)
    context = {"about": about, "lines": lines_of_format(about, sample), "sample": sample, "session": session}
    context |= {} if session else _uses(request)
    return render(request, "planning/formats/show.html", context)


@require_safe
def list_retired(request: HttpRequest) -> HttpResponse:
    page = OwnFormatList.retired(request.user, before=PlaceInList.read(request.GET).get("before"))
    return render(request, "planning/formats/retired.html", {"page": page})


@require_safe
def show_own_format(request: HttpRequest, own_format_pk: int) -> HttpResponse:
    own = own_format_for(request, own_format_pk)
    session_pk, asked = ShowFormatForm.read(request.GET)
    session = session_to_start(request, session_pk)
    if session is not None and session.dialogue.agency_id != own.agency_id:
        session = None
    context = {
        "own": own,
        "page": OwnFormatPage.of(own, request.user, asked, session=session),
        "session": session,
        "may_change": may_change_format(request.user, own),
        "may_copy": may_keep_format(request.user, own.agency, FormatLevel.PERSONAL),
    }
    context |= {} if session or own.is_retired else _uses(request, own.agency)
    return render(request, "planning/formats/own.html", context)


def _uses(request: HttpRequest, agency: Agency | None = None) -> dict[str, Any]:
    """The sessions that a format can be used for right away, where it was opened for none."""
    find = FindSessionForm(request.GET)
    words = find.words()
    found = sessions_to_start(request, words, now=timezone.now(), agency=agency)
    has_more = len(found) > MOST_SESSIONS
    return {"uses": found[:MOST_SESSIONS], "find": find, "is_searched": bool(words), "has_more": has_more}
