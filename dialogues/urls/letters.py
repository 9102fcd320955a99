"""Addresses of letters that need a person, across dialogues."""

from django.urls import path

from dialogues.views import letters

urlpatterns = [
    path("letters/", letters.list_letters, name="letter-list"),
    path("letters/<uuid:letter_pk>/again/", letters.send_letter_again, name="letter-again"),
    path("letters/<uuid:letter_pk>/set-aside/", letters.set_letter_aside, name="letter-set-aside"),
]
