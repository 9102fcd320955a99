"""Addresses of dialogues and their record."""

from django.urls import path

from dialogues.views import dialogues

urlpatterns = [
    path("dialogues/", dialogues.list_dialogues, name="dialogue-list"),
    path("dialogues/open/", dialogues.open_dialogue, name="dialogue-open"),
    path("agencies/<int:pk>/dialogues/", dialogues.list_dialogues_of_agency, name="dialogue-list-of-agency"),
    path("dialogues/<int:pk>/", dialogues.show_dialogue, name="dialogue-show"),
    path("dialogues/<int:pk>/change/", dialogues.change_dialogue, name="dialogue-change"),
    path("dialogues/<int:pk>/close/", dialogues.close_dialogue, name="dialogue-close"),
    path("dialogues/<int:pk>/reopen/", dialogues.reopen_dialogue, name="dialogue-reopen"),
    path("dialogues/<int:pk>/record/", dialogues.show_record, name="record-show"),
]
