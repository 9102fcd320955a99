"""Addresses of attendance."""

from django.urls import path

from dialogues.views import attendance

urlpatterns = [
    path(
        "dialogues/<int:pk>/sessions/<int:session_pk>/attendance/",
        attendance.record_attendance,
        name="session-attendance",
    ),
]
