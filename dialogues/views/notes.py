"""Notes of a dialogue, read and written through the spaces of the person's seat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dialogues.access import dialogue_for
from dialogues.forms.notes import NoteChangeForm, NoteForm
from dialogues.models import Dialogue, Note
from dialogues.permissions import may_write_note, spaces_read_by, spaces_written_by
from dialogues.services import notes
from dialogues.summaries.notes import NotePage, names_in
from records.errors import Refusal


@require_GET
def list_notes(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    spaces = spaces_read_by(request.user, dialogue)
    page = NotePage.of(
        dialogue,
        spaces=spaces,
        space=request.GET.get("space", ""),
        session=request.GET.get("session", ""),
        before=request.GET.get("before", ""),
    )
    context = {"dialogue": dialogue, "page": page, "may_write": may_write_note(request.user, dialogue)}
    return render(request, "dialogues/notes/list.html", {**context, "active": "record"})


@require_http_methods(["GET", "POST"])
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    dialogue = dialogue_for(request, pk)
    may_write_note(request.user, dialogue).require()
    form = NoteForm(
        request.POST or None,
        initial={"session": request.GET.get("session", "")},
        names=names_in(dialogue),
        spaces=spaces_written_by(request.user, dialogue),
        sessions=dialogue.sessions.order_by("-starts_at")[:100],
    )
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, dialogue, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is kept."))
            return redirect("dialogues:note-list", pk)
    return render(
        request, "dialogues/notes/write.html", {"dialogue": dialogue, "form": form, "active": "record"}
    )


def _write(request: HttpRequest, dialogue: Dialogue, form: NoteForm) -> None:
    values = form.cleaned_data
    notes.write(
        by=request.user,
        dialogue=dialogue,
        space=values["space"],
        kind=values["kind"],
        text=values["text"],
        session=form.sessions.get(values["session"]),
        form_key=values["form_key"],
    )


@require_http_methods(["GET", "POST"])
def change_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    note = _note_for(request, pk, note_pk)
    initial = {"kind": note.kind, "text": note.text, "version": note.version}
    form = NoteChangeForm(request.POST or None, initial=initial, names=names_in(note.dialogue))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            notes.change(
                by=request.user,
                note=note,
                version=values["version"],
                kind=values["kind"],
                text=values["text"],
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The note is changed."))
            return redirect("dialogues:note-list", pk)
    context = {"dialogue": note.dialogue, "note": note, "form": form, "active": "record"}
    return render(request, "dialogues/notes/change.html", context)


@require_POST
def remove_note(request: HttpRequest, pk: int, note_pk: int) -> HttpResponse:
    note = _note_for(request, pk, note_pk)
    notes.remove(by=request.user, note=note)
    messages.success(request, _("The note is removed."))
    return redirect("dialogues:note-list", pk)


def _note_for(request: HttpRequest, pk: int, note_pk: int) -> Note:
    dialogue = dialogue_for(request, pk)
    spaces = spaces_read_by(request.user, dialogue)
    readable = Note.objects.kept().filter(dialogue=dialogue).in_spaces(spaces)
    note = get_object_or_404(readable.select_related("session", "written_by"), pk=note_pk)
    note.dialogue = dialogue
    return note
