"""Notes of a dialogue, read and written through the spaces of the person's seat."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialogues.access import dialogue_for
from dialogues.errors import ChangedMeanwhile
from dialogues.exports.notes import HEADER, rows_of
from dialogues.forms.dialogues import PlaceInList
from dialogues.forms.notes import FindNotesForm, NoteChangeForm, NoteForm
from dialogues.models import Dialogue, Note
from dialogues.permissions import may_see_participants, may_write_note, spaces_read_by, spaces_written_by
from dialogues.services import notes
from dialogues.summaries.notes import NotePage, names_in
from records.errors import Refusal
from records.formats import csv


@require_safe
def list_notes(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    spaces = spaces_read_by(request.user, dialogue)
    sessions = list(_sessions(dialogue))
    asked = FindNotesForm(request.GET, spaces=spaces, sessions=sessions).asked()
    filters = {name: value for name, value in asked.items() if name in {"space", "session", "kind"}}
    context = _of(dialogue) | {
        "page": NotePage.of(dialogue, spaces=spaces, **asked),
        "asked": filters,
        "find": FindNotesForm(initial=filters, spaces=spaces, sessions=sessions),
        "may_write": may_write_note(request.user, dialogue),
    }
    return render(request, "dialogues/notes/list.html", context)


@require_safe
def list_removed_notes(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    page = NotePage.of(
        dialogue,
        spaces=spaces_read_by(request.user, dialogue),
        before=PlaceInList.read(request.GET).get("before"),
        shows_removed=True,
    )
    context = _of(dialogue) | {"page": page, "may_write": may_write_note(request.user, dialogue)}
    return render(request, "dialogues/notes/removed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    may_write_note(request.user, dialogue).require()
    form = NoteForm(
        request.POST or None,
        initial={"session": request.GET.get("session", "")},
        names=_names(request, dialogue),
        spaces=spaces_written_by(request.user, dialogue),
        sessions=_sessions(dialogue),
    )
    if request.method == "POST" and form.is_valid():
        try:
            note = _write(request, dialogue, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is kept in the %(space)s space.") % {"space": _name(note)})
            again = reverse("dialogues:note-write", args=[pk])
            if "another" in request.POST:
                return redirect(f"{again}?session={note.session_id or ''}")
            return redirect("dialogues:note-list", pk)
    return render(request, "dialogues/notes/write.html", _of(dialogue) | {"form": form})


def _write(request: HttpRequest, dialogue: Dialogue, form: NoteForm) -> Note:
    values = form.cleaned_data
    return notes.write(
        by=request.user,
        dialogue=dialogue,
        space=values["space"],
        kind=values["kind"],
        text=values["text"],
        session=form.sessions.get(values["session"]),
        form_key=values["form_key"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    note = _note_for(request, pk, note_pk, is_removed=None if request.method == "POST" else False)
    may_write_note(request.user, note.dialogue).require()
    form = NoteChangeForm(
        request.POST or None,
        current=NoteChangeForm.current_of(note),
        version=note.version,
        names=_names(request, note.dialogue),
    )
    context = _of(note.dialogue) | {"note": note, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, note, form)
        except ChangedMeanwhile as refusal:
            context |= {"refusal": refusal, "differences": form.differences(), "form": form.rebased()}
            return render(request, "dialogues/notes/change.html", context, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is changed."))
            return redirect("dialogues:note-list", pk)
    return render(request, "dialogues/notes/change.html", context)


def _change(request: HttpRequest, note: Note, form: NoteChangeForm) -> None:
    values = form.cleaned_data
    notes.change(
        by=request.user, note=note, version=values["version"], kind=values["kind"], text=values["text"]
    )


@require_POST
def remove_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    notes.remove(by=request.user, note=_note_for(request, pk, note_pk))
    return redirect(f"{reverse('dialogues:note-list', args=[pk])}?removed={note_pk}")


@require_POST
def put_back_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    notes.put_back(by=request.user, note=_note_for(request, pk, note_pk, is_removed=True))
    messages.success(request, _("The note is back in its space."))
    return redirect("dialogues:note-list", pk)


@require_POST
def export_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The joint notes as a file; who took them stays in the record, hence no GET."""
    dialogue = dialogue_for(request, pk)
    rows = list(rows_of(dialogue))
    notes.record_export(by=request.user, dialogue=dialogue, count=len(rows))
    response = HttpResponse(b"".join(csv.write(HEADER, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="notes-{pk}.csv"'
    return response


def _note_for(request: HttpRequest, pk: int, note_pk: int, *, is_removed: bool | None = False) -> Note:
    """A note in a space that the person reads; in any other it does not exist. With None, removed or not."""
    dialogue = dialogue_for(request, pk)
    rows = Note.objects.filter(dialogue=dialogue).in_spaces(spaces_read_by(request.user, dialogue))
    if is_removed is not None:
        rows = rows.removed() if is_removed else rows.kept()
    note = get_object_or_404(rows.select_related("session", "written_by"), pk=note_pk)
    note.dialogue = dialogue
    return note


def _sessions(dialogue: Dialogue) -> Any:
    return dialogue.sessions.order_by("-starts_at")[:100]


def _names(request: HttpRequest, dialogue: Dialogue) -> list[str]:
    """Looked up only when there is a text to look at."""
    if request.method != "POST":
        return []
    return names_in(dialogue, knows_participants=bool(may_see_participants(request.user, dialogue)))


def _name(note: Note) -> str:
    return note.get_space_display()


def _of(dialogue: Dialogue) -> dict[str, Any]:
    return {"dialogue": dialogue, "active": "record"}
