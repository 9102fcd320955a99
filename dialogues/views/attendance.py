"""Recording who came to a session."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dialogues.access import session_for
from dialogues.errors import ChangedMeanwhile
from dialogues.forms.attendance import AttendanceForm
from dialogues.models import Session
from dialogues.permissions import may_record_attendance
from dialogues.services import attendance
from dialogues.summaries.attendance import AttendanceSheet
from records.errors import Refusal

PAGE = "dialogues/attendance/record.html"


@require_http_methods(["GET", "HEAD", "POST"])
def record_attendance(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    may_record_attendance(request.user, session.dialogue).require()
    form = AttendanceForm(request.POST or None, sheet=AttendanceSheet.of(session))
    context = _of(session) | {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            total = _record(request, session, form)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, PAGE, context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            said = ngettext(
                "Attendance is recorded: one person.", "Attendance is recorded: %(n)d people.", total
            )
            messages.success(request, said % {"n": total})
            return redirect("dialogues:session-show", pk, session_pk)
    return render(request, PAGE, context)


def _record(request: HttpRequest, session: Session, form: AttendanceForm) -> int:
    rows = attendance.record(
        by=request.user,
        session=session,
        counts=form.counts(),
        came=form.participants(),
        version=form.cleaned_data["version"],
    )
    return sum(row.count for row in rows)


def _of(session: Session) -> dict[str, Any]:
    """With the reason, when nothing can be recorded now."""
    context = {"dialogue": session.dialogue, "session": session, "active": "sessions"}
    try:
        attendance.refuse_when_impossible(session)
    except Refusal as refusal:
        context["why_not"] = refusal.sentence
    return context
