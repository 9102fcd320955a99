"""Recording who came to a session."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from dialogues.access import session_for
from dialogues.forms.attendance import AttendanceForm
from dialogues.permissions import may_record_attendance
from dialogues.services import attendance
from dialogues.summaries.attendance import AttendanceSheet
from records.errors import Refusal


@require_http_methods(["GET", "POST"])
def record_attendance(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    session = session_for(request, pk, session_pk)
    may_record_attendance(request.user, session.dialogue).require()
    form = AttendanceForm(request.POST or None, sheet=AttendanceSheet.of(session))
    if request.method == "POST" and form.is_valid():
        try:
            rows = attendance.record(
                by=request.user, session=session, counts=form.counts(), came=form.participants()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            total = sum(row.count for row in rows)
            text = ngettext(
                "Attendance is recorded: one person.", "Attendance is recorded: %(n)d people.", total
            )
            messages.success(request, text % {"n": total})
            return redirect("dialogues:session-show", pk, session_pk)
    context = {"dialogue": session.dialogue, "session": session, "form": form, "active": "sessions"}
    return render(request, "dialogues/attendance/record.html", context)
