"""Addresses of sessions."""

from django.urls import path

from dialogues.views import sessions

SESSIONS = "dialogues/<int:pk>/sessions/"
SESSION = "dialogues/<int:pk>/sessions/<int:session_pk>/"

urlpatterns = [
    path(SESSIONS, sessions.list_sessions, name="session-list"),
    path(f"{SESSIONS}schedule/", sessions.schedule_session, name="session-schedule"),
    path(SESSION, sessions.show_session, name="session-show"),
    path(f"{SESSION}change/", sessions.change_session, name="session-change"),
    path(f"{SESSION}reschedule/", sessions.reschedule_session, name="session-reschedule"),
    path(f"{SESSION}cancel/", sessions.cancel_session, name="session-cancel"),
    path(f"{SESSION}calendar.ics", sessions.download_calendar, name="session-calendar"),
    path(f"{SESSION}hold/", sessions.hold_session, name="session-hold"),
]
