"""Taking back one's own last change to an agenda, and making it again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.access import agenda_for
from planning.errors import AgendaFull, ChangedSince, ChangedSinceUndone, NothingToUndo
from planning.services import undo
from planning.summaries.changes import words_of
from planning.views.agenda_list import answer

CANNOT = (NothingToUndo, ChangedSince, ChangedSinceUndone, AgendaFull)


@require_POST
def undo_change(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    try:
        change = undo.undo(by=request.user, agenda=agenda)
    except CANNOT as refusal:
        return answer(request, agenda, refused=str(refusal.sentence))
    return answer(request, agenda, said=_("Undone: %(change)s.") % {"change": words_of(change)})


@require_POST
def redo_change(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    try:
        change = undo.redo(by=request.user, agenda=agenda)
    except CANNOT as refusal:
        return answer(request, agenda, refused=str(refusal.sentence))
    return answer(request, agenda, said=_("Done again: %(change)s.") % {"change": words_of(change)})
