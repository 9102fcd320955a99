"""Addresses of notes."""

from django.urls import path

from dialogues.views import notes

urlpatterns = [
    path("dialogues/<int:pk>/notes/", notes.list_notes, name="note-list"),
    path("dialogues/<int:pk>/notes/write/", notes.write_note, name="note-write"),
    path("dialogues/<int:pk>/notes/<int:note_pk>/change/", notes.change_note, name="note-change"),
    path("dialogues/<int:pk>/notes/<int:note_pk>/remove/", notes.remove_note, name="note-remove"),
]
