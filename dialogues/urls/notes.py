"""Addresses of notes."""

from django.urls import path

from dialogues.views import notes

ALL = "dialogues/<int:pk>/notes/"
ONE = f"{ALL}<int:note_pk>/"

urlpatterns = [
    path(ALL, notes.list_notes, name="note-list"),
    path(f"{ALL}write/", notes.write_note, name="note-write"),
    path(f"{ALL}removed/", notes.list_removed_notes, name="note-list-removed"),
    path(f"{ALL}export/", notes.export_notes, name="note-export"),
    path(f"{ONE}change/", notes.change_note, name="note-change"),
    path(f"{ONE}remove/", notes.remove_note, name="note-remove"),
    path(f"{ONE}put-back/", notes.put_back_note, name="note-put-back"),
]
