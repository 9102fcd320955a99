"""Addresses behind private links. Short, and none of them says what it is about."""

from django.urls import path

from dialogues.views import replies

urlpatterns = [
    path("i/<str:token>/", replies.open_link, name="link-open"),
    path("rsvp/", replies.answer_invitation, name="rsvp"),
    path("rsvp/access/", replies.tell_access_needs, name="rsvp-access"),
    path("rsvp/access/noted/", replies.show_access_noted, name="rsvp-access-noted"),
    path("rsvp/calendar/", replies.download_calendar, name="rsvp-calendar"),
    path("rsvp/letters/", replies.choose_letters, name="rsvp-letters"),
    path("stop/<str:token>/", replies.stop_letters, name="letters-stop"),
]
