"""Taking back one's own last change to an agenda, and making it again."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from planning.access import agenda_for
from planning.errors import AgendaFull, ChangedSince, ChangedSinceUndone, NothingToUndo
from planning.models import AgendaChange
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
    said = _("Undone: %(change)s.") % {"change": words_of(change)}
    return answer(request, agenda, said=said, focus=_came_back(change, "before"))


@require_POST
def redo_change(request: HttpRequest, pk: int, session_pk: int) -> HttpResponse:
    agenda = agenda_for(request, pk, session_pk)
    try:
        change = undo.redo(by=request.user, agenda=agenda)
    except CANNOT as refusal:
        return answer(request, agenda, refused=str(refusal.sentence))
    said = _("Done again: %(change)s.") % {"change": words_of(change)}
    return answer(request, agenda, said=said, focus=_came_back(change, "after"))


def _came_back(change: AgendaChange, state: str) -> int | str:
    """The first item that is on the agenda again: it gets the keyboard, lest the next key meet its neighbor."""
    other = {"before": "after", "after": "before"}[state]
    return next((part["block"] for part in change.parts if part[other].get("kept") is False), "")
